from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class MethodSettingsLogWithoutDataTrace(Policy):
    """Every method logs its executions and is measured; requests and answers are not traced in full.

    Data trace writes whole bodies and headers into the log, transactions and API keys among them.
    """

    id = "FRAUD_API_38"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports, controls.CIS_4_10.supports)
    applies_to = ("aws_api_gateway_method_settings",)
    remediation = "Set metrics_enabled to true, logging_level to ERROR (or INFO) and data_trace_enabled to false."

    compliant = {"settings": {"metrics_enabled": True, "logging_level": "ERROR", "data_trace_enabled": False}}
    violating = {
        "writes bodies": {"settings": {"data_trace_enabled": True}},
        "leaves bodies to the provider": {"settings": {"data_trace_enabled": None}},
        "logs nothing": {"settings": {"logging_level": "OFF"}},
        "leaves the log to the provider": {"settings": {"logging_level": None}},
        "is not measured": {"settings": {"metrics_enabled": False}},
        "is decided at deploy time": {"settings": {"data_trace_enabled": "${var.trace}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("settings", "data_trace_enabled") is not False:
            yield "may write whole requests and answers into the log"
        level = resource.get("settings", "logging_level")
        if level not in ("ERROR", "INFO"):
            yield f"logs executions at the level {level!r}, not ERROR or INFO"
        if resource.get("settings", "metrics_enabled") is not True:
            yield "is not measured"

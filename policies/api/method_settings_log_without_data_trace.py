from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly, OneOf


class MethodSettingsLogWithoutDataTrace(Attributes):
    """Every method logs its executions and is measured; requests and answers are not traced in full.

    Data tracing writes whole bodies and headers into the log, transactions and API keys among them.
    """

    id = "FRAUD_API_38"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports, controls.CIS_4_10.supports)
    applies_to = ("aws_api_gateway_method_settings",)
    required = {
        "settings.data_trace_enabled": Exactly(False, otherwise="data tracing may write whole requests into the log"),
        "settings.logging_level": OneOf(
            "ERROR", "INFO", otherwise="logs executions at the level {value}, not ERROR or INFO"
        ),
        "settings.metrics_enabled": Exactly(True, otherwise="CloudWatch metrics are off"),
    }
    remediation = "Set metrics_enabled to true, logging_level to ERROR (or INFO) and data_trace_enabled to false."
    given = {
        "aws_api_gateway_method_settings.more": {
            "settings": {"data_trace_enabled": False, "logging_level": "INFO", "metrics_enabled": True}
        }
    }
    violating = {"logs nothing": {"settings": {"logging_level": "OFF"}}}

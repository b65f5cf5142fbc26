from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class StageTracesWithXRay(Policy):
    """Every stage is traced by X-Ray.

    A trace begins here: without it, the time and the failures of the workflow and its functions cannot be put
    together to one request.
    """

    id = "FRAUD_API_26"
    severity = Severity.MEDIUM
    controls = (controls.PCI_10_2_1.supports,)
    applies_to = ("aws_api_gateway_stage",)
    claims = ("xray_tracing_enabled",)
    remediation = "Set xray_tracing_enabled to true."

    compliant = {"xray_tracing_enabled": True}
    violating = {
        "is not traced": {"xray_tracing_enabled": False},
        "leaves it to the provider": {"xray_tracing_enabled": None},
        "says true in words": {"xray_tracing_enabled": "true"},
        "is decided at deploy time": {"xray_tracing_enabled": "${var.tracing}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("xray_tracing_enabled") is not True:
            yield "is not traced by X-Ray"

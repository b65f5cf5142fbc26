from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class StageTracesWithXRay(Attributes):
    """Every stage is traced by X-Ray.

    A trace begins at the stage. Without it, the times and the failures of the workflow and of its functions cannot be
    put together to one request.
    """

    id = "FRAUD_API_26"
    severity = Severity.MEDIUM
    controls = (controls.PCI_10_2_1.supports,)
    applies_to = ("aws_api_gateway_stage",)
    required = {"xray_tracing_enabled": Exactly(True, otherwise="X-Ray tracing is off")}
    remediation = "Set xray_tracing_enabled to true."

from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class MethodRequiresAnApiKey(Attributes):
    """Every method of the API requires an API key.

    The key tells the callers apart: without it the method is open to anyone, and the throttle per client has no
    client to count. Beside the key there is no authorizer (NONE), so the key must never be optional.
    """

    id = "FRAUD_API_7"
    severity = Severity.CRITICAL
    controls = (controls.PCI_1_4_2.supports, controls.NIST_AC_3.supports, controls.SOC_CC6_1.supports)
    applies_to = ("aws_api_gateway_method",)
    required = {
        "api_key_required": Exactly(True, otherwise="can be called without an API key"),
        "authorization": Exactly("NONE", otherwise="has the authorization {value}, which no policy judges"),
    }
    remediation = 'Set api_key_required to true and authorization to "NONE".'
    violating = {
        "is open to anyone": {"api_key_required": False},
        "asks an authorizer that nobody judges": {"authorization": "CUSTOM"},
    }

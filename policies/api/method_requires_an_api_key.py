from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class MethodRequiresAnApiKey(Policy):
    """Every method of the API requires an API key.

    The key tells the callers apart: without it the method is open to anyone, and the throttle per client has no
    client to count. Beside the key there is no authorizer (NONE), so the key must never be optional.
    """

    id = "FRAUD_API_7"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_1_4_2.supports, controls.NIST_AC_3.supports, controls.SOC_CC6_1.supports)
    applies_to = ("aws_api_gateway_method",)
    claims = ("api_key_required", "authorization")
    remediation = 'Set api_key_required to true and authorization to "NONE".'

    compliant = {"api_key_required": True, "authorization": "NONE"}
    violating = {
        "is open to anyone": {"api_key_required": False},
        "leaves it to the provider": {"api_key_required": None},
        "says true in words": {"api_key_required": "true"},
        "is decided at deploy time": {"api_key_required": "${var.keys}"},
        "asks an authorizer that nobody judges": {"authorization": "CUSTOM"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("api_key_required") is not True:
            yield "can be called without an API key"
        authorization = resource.get("authorization")
        if authorization != "NONE":
            yield f"is authorized by {authorization!r}, which nobody has judged"

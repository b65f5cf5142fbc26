from collections.abc import Iterator

from policies.api.shared.gateway_responses import STATUSES
from policies.core import Policy, Resource, Severity, Stack
from policies.core.kinds.requirement import shown


class GatewayResponseKeepsItsStatus(Policy):
    """Every refusal has the status that says what it is; the defaults leave each status as it is.

    A client that is throttled must see 429 and come back. A status on a default response changes all others of its
    class, and alarms on errors would no longer see them.
    """

    id = "FRAUD_API_22"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = ("aws_api_gateway_gateway_response",)
    claims = ("status_code",)
    remediation = "Take the status from stacks/refusals.py, and give the defaults none."

    compliant = {"response_type": "THROTTLED", "status_code": "429"}
    given = {"aws_api_gateway_gateway_response.default": {"response_type": "DEFAULT_4XX"}}
    violating = {
        "looks like a success": {"status_code": "200"},
        "is of another class": {"status_code": "500"},
        "is no status": {"status_code": ""},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        """The types that FRAUD_API_21 lets pass."""
        return resource.get("response_type") in STATUSES

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        type_, status = str(resource.get("response_type")), resource.get("status_code")
        expected = STATUSES[type_]
        if status != expected:
            yield f"status_code is {shown(status)} for {type_}, and must be {expected or 'left out'}"

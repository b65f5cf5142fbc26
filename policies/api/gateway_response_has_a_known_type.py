from collections.abc import Iterator

from policies.api.shared.gateway_responses import STATUSES
from policies.core import Policy, Resource, Severity, Stack

REFUSALS = frozenset({"BAD_REQUEST_BODY", "INVALID_API_KEY", "ACCESS_DENIED", "REQUEST_TOO_LARGE", "THROTTLED"})
NEEDED = REFUSALS | {"DEFAULT_4XX", "DEFAULT_5XX"}


class GatewayResponseHasAKnownType(Policy):
    """API Gateway's own refusals are answered as we say: the usual ones, and by default all others.

    What API Gateway says unasked tells a stranger how the API is built, and repeats parts of the request.
    """

    id = "FRAUD_API_21"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_gateway_response",)
    claims = ("response_type",)
    remediation = "Take the kinds from stacks/refusals.py; each needed one must be there."

    compliant = {"response_type": "THROTTLED"}
    given = {f"aws_api_gateway_gateway_response.{kind}": {"response_type": kind} for kind in NEEDED - {"THROTTLED"}}
    violating = {
        "is of a kind that nobody judges": {"response_type": "AUTHORIZER_FAILURE"},
        "is of a kind in another spelling": {"response_type": "throttled"},
        "is of no kind": {"response_type": None},
    }

    # The policies on an answer's status and headers pass over kinds that they do not know.

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        kind = resource.get("response_type")
        if kind not in STATUSES:
            yield f"is of the kind {kind!r}, which nobody judges"
        missing = {each for each in NEEDED if not stack.having(resource.type, "response_type", each)}
        if missing:
            yield f"stands without the answers for {', '.join(sorted(missing))}"

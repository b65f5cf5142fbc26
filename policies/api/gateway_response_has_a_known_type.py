from collections.abc import Iterator

from policies.api.shared.gateway_responses import STATUSES
from policies.core import Resource, Severity, Stack
from policies.core.examples import remove_resources
from policies.core.kinds import Attributes, OneOf

USUAL = frozenset({"BAD_REQUEST_BODY", "INVALID_API_KEY", "ACCESS_DENIED", "REQUEST_TOO_LARGE", "THROTTLED"})
NEEDED = USUAL | {"DEFAULT_4XX", "DEFAULT_5XX"}
TYPE = "aws_api_gateway_gateway_response"


class GatewayResponseHasAKnownType(Attributes):
    """API Gateway's own refusals are answered as we say: the usual ones, and by default all others.

    API Gateway's own words tell a stranger how the API is built, and repeat parts of the request. The policies on the
    status and the headers of a gateway response pass over types that they do not know; this one refuses them.
    """

    id = "FRAUD_API_21"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (TYPE,)
    required = {"response_type": OneOf(*STATUSES, otherwise="has the response type {value}, which no policy judges")}
    remediation = "Take the types from stacks/refusals.py; each needed one must be there."

    compliant = {"response_type": "THROTTLED"}
    given = {f"{TYPE}.{name}": {"response_type": name} for name in NEEDED - {"THROTTLED"}}
    violating = {
        "is of a kind that nobody judges": {"response_type": "AUTHORIZER_FAILURE"},
        "is of a kind in another spelling": {"response_type": "throttled"},
        "leaves most refusals to API Gateway": remove_resources(TYPE, response_type="DEFAULT_4XX"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        missing = {name for name in NEEDED if not stack.having(TYPE, "response_type", name)}
        if missing:
            yield f"stands without the gateway responses for {', '.join(sorted(missing))}"

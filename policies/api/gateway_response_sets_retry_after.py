from collections.abc import Iterator, Mapping

from policies.api.shared.answers import is_wait
from policies.api.shared.gateway_responses import STATUSES, TRY_AGAIN
from policies.core import Policy, Resource, Severity, Stack

HEADER = "gatewayresponse.header.Retry-After"


class GatewayResponseSetsRetryAfter(Policy):
    """Every refusal that is worth a second try says when to come back, and no refusal has another header.

    Clients that do not know when to retry all do so at once, and keep the system above its capacity. A header can
    repeat the request as well as a body can.
    """

    id = "FRAUD_API_24"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_gateway_response",)
    claims = ("response_parameters",)
    remediation = "Set only Retry-After, to a fixed number of seconds, on 429, 503 and 504 (stacks/refusals.py)."

    compliant = {"response_type": "THROTTLED", "response_parameters": {HEADER: "'1'"}}
    given = {"aws_api_gateway_gateway_response.default": {"response_type": "DEFAULT_4XX"}}
    violating = {
        "repeats the key": {"response_parameters": {HEADER: "method.request.header.x-api-key"}},
        "has a second header": {"response_parameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"}},
        "says to come back at once": {"response_parameters": {HEADER: "'0'"}},
        "says to come back after minutes": {"response_parameters": {HEADER: "'600'"}},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        """The types that FRAUD_API_21 lets pass."""
        return resource.get("response_type") in STATUSES

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        again = STATUSES[str(resource.get("response_type"))] in TRY_AGAIN
        headers = resource.get("response_parameters")
        if not again and headers is not None:
            yield "sets headers, although a client need not try this again"
        if again and not (isinstance(headers, Mapping) and set(headers) == {HEADER} and is_wait(headers[HEADER])):
            yield "does not set Retry-After, as its only header, to a fixed number of seconds"

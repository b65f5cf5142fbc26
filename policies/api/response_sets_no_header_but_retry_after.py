from collections.abc import Iterator, Mapping

from policies.api.shared.answers import is_wait
from policies.core import Policy, Resource, Severity, Stack

HEADER = "method.response.header.Retry-After"
MAPPED = "aws_api_gateway_integration_response"


class ResponseSetsNoHeaderButRetryAfter(Policy):
    """An answer that is worth a second try says when to come back, and none is given another header by a mapping.

    A header could repeat what Step Functions says of the execution, or open the API to the pages of other sites.
    """

    id = "FRAUD_API_33"
    severity = Severity.MEDIUM
    applies_to = (MAPPED, "aws_api_gateway_method_response")
    claims = ("response_parameters",)
    remediation = "Set only Retry-After, to a fixed number of seconds, and only on 503 (stacks/method.py)."

    compliant = {"status_code": "503", "response_parameters": {HEADER: "'1'"}}
    violating = {
        "has a header of the execution": {
            "response_parameters": {"method.response.header.Execution": "integration.response.body.executionArn"}
        },
        "passes a header on": {"response_parameters": {HEADER: "integration.response.header.x-amzn-RequestId"}},
        "takes no block": {"response_parameters": [HEADER]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        headers = resource.get("response_parameters")
        if resource.get("status_code") != "503":
            if headers is not None:
                yield "sets headers, although a client need not try this again"
        elif not isinstance(headers, Mapping) or set(headers) != {HEADER}:
            yield "does not have Retry-After as its only header"
        # A method response only declares the header, by true or false.
        elif not (is_wait(headers[HEADER]) if resource.type == MAPPED else isinstance(headers[HEADER], bool)):
            yield "does not set Retry-After to a fixed number of seconds"

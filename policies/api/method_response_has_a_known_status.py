from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.kinds import Attributes, Exactly, OneOf

DECLARED = ("200", "500", "503")
TYPE = "aws_api_gateway_method_response"
JSON = {"application/json": "Empty"}


class MethodResponseHasAKnownStatus(Attributes):
    """The method declares the statuses that its answers have, for application/json.

    An answer whose status is not declared becomes an error 500 of API Gateway's own.
    """

    id = "FRAUD_API_32"
    severity = Severity.MEDIUM
    applies_to = (TYPE,)
    required = {
        "status_code": OneOf(*DECLARED, otherwise="declares the status {value}, which no answer has"),
        "response_models": Exactly(JSON, otherwise="does not declare application/json alone"),
    }
    remediation = 'Declare 200, 500 and 503, each with the model "Empty" for application/json.'

    given = {
        f"{TYPE}.refused": {"status_code": "500", "response_models": JSON},
        f"{TYPE}.failed": {"status_code": "503", "response_models": JSON},
    }
    violating = {
        "declares another status": {"status_code": "202"},
        "answers in another type": {"response_models": {"text/html": "Empty"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        for status in DECLARED:
            if not stack.having(TYPE, "status_code", status):
                yield f"stands without a method response for {status}"

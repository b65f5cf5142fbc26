from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

STATUSES = frozenset({"200", "500", "503"})
TYPE = "aws_api_gateway_method_response"
JSON = {"application/json": "Empty"}


class MethodResponseHasAKnownStatus(Policy):
    """The method declares the statuses that its answers have, for application/json.

    An answer whose status is not declared becomes an error 500 of API Gateway's own.
    """

    id = "FRAUD_API_32"
    severity = Severity.MEDIUM
    applies_to = (TYPE,)
    claims = ("status_code", "response_models")
    remediation = 'Declare 200, 500 and 503, each with the model "Empty" for application/json.'

    compliant = {"status_code": "200", "response_models": JSON}
    given = {
        f"{TYPE}.refused": {"status_code": "500", "response_models": JSON},
        f"{TYPE}.failed": {"status_code": "503", "response_models": JSON},
    }
    violating = {
        "declares another status": {"status_code": "202"},
        "answers in another type": {"response_models": {"text/html": "Empty"}},
        "answers in no type": {"response_models": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        missing = STATUSES - {each.get("status_code") for each in stack.of(TYPE)}
        if resource.get("status_code") not in STATUSES or missing:
            yield f"declares {resource.get('status_code')!r}; missing: {', '.join(sorted(missing)) or 'none'}"
        if resource.get("response_models") != JSON:
            yield "does not declare application/json alone"

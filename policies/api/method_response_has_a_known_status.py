from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Exactly
from policies.core.strict_json import Json

TYPE, ANSWER = "aws_api_gateway_method_response", "aws_api_gateway_integration_response"
STATUSES = ("200", "500", "503")
JSON = {"application/json": "Empty"}


def statuses(stack: Stack, type_: str) -> frozenset[Json]:
    """The statuses that the resources of a type name."""
    return frozenset(answer.get("status_code") for answer in stack.of(type_))


class MethodResponseHasAKnownStatus(Attributes):
    """The method declares the statuses that its answers have, for application/json.

    An answer whose status is not declared becomes an error 500 of API Gateway's own.
    """

    id = "FRAUD_API_32"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (TYPE,)
    claims = ("status_code",)
    required = {"response_models": Exactly(JSON, otherwise="does not declare application/json alone")}
    remediation = 'Declare the status of each answer (stacks/method.py), with the model "Empty" for application/json.'
    compliant = {"status_code": "200"}

    given = {
        f"{TYPE}.refused": {"status_code": "500", "response_models": JSON},
        f"{TYPE}.failed": {"status_code": "503", "response_models": JSON},
        **{f"{ANSWER}.answer_{status}": {"status_code": status} for status in STATUSES},
    }
    violating = {
        "declares another status": {"status_code": "202"},
        "answers in another type": {"response_models": {"text/html": "Empty"}},
        "does not declare what an answer has": at_every(ANSWER, {"status_code": "504"}, status_code="503"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        declared, answered = stack.once(statuses, TYPE), stack.once(statuses, ANSWER)
        if resource.get("status_code") not in answered or answered - declared:
            yield (
                f"declares {resource.get('status_code')!r}; missing of what is answered: "
                f"{', '.join(sorted(map(str, answered - declared))) or 'none'}"
            )

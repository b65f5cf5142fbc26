from collections.abc import Iterator, Mapping

from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack
from policies.core.text import few

METHOD = ("rest_api_id", "http_method")
# What API Gateway wants to have before it takes the part, and by which attributes of one path the two belong together.
BEFORE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aws_api_gateway_integration": ("aws_api_gateway_method", METHOD),
    "aws_api_gateway_method_response": ("aws_api_gateway_integration", METHOD),
    "aws_api_gateway_integration_response": ("aws_api_gateway_method_response", (*METHOD, "status_code")),
}
PLACE = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}", "resource_id": "a", "http_method": "POST"}


class ApiPartWaitsForTheOneBeforeIt(Policy):
    """Integrations and responses are made after what they belong to: method, integration, response, and its mapping.

    They name the method by a word, `POST`, by which Terraform cannot tell the order. API Gateway refuses a part that
    comes too early, or the parts overwrite one another.
    """

    id = "FRAUD_API_60"
    severity = Severity.MEDIUM
    applies_to = tuple(BEFORE)
    remediation = "Name the part before it in depends_on, as stacks/method.py does."

    compliant = {**PLACE, "depends_on": ["aws_api_gateway_method.post"]}
    given = {
        "aws_api_gateway_method.post": PLACE,
        "aws_api_gateway_method.get": {**PLACE, "http_method": "GET"},
        "aws_api_gateway_method.other": {**PLACE, "rest_api_id": "${aws_api_gateway_rest_api.other.id}"},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "waits for something else": {"depends_on": ["aws_api_gateway_rest_api.api"]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        type_, attributes = BEFORE[resource.type]
        near = stack.having(type_, "resource_id", resource.get("resource_id"))
        before = [part for part in near if all(part.get(key) == resource.get(key) for key in attributes)]
        missing = [part.address for part in before if part.address not in dependencies(resource)]
        if missing:
            yield f"does not wait for {few(missing)}"

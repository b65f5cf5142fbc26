from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import copy_resource


class StackHasOneRestApi(Policy):
    """There is one REST API.

    A second one would be a second way in, with its own methods, keys and stages. As there is only one, every part that
    belongs to an API of this stack belongs to this one.
    """

    id = "FRAUD_API_1"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_rest_api",)
    remediation = "Remove the other API, or serve its paths from the one that stacks/ builds."

    compliant = {"name": "fraud-detection"}
    violating = {"has a sibling": copy_resource({"name": "fraud-detection-internal"})}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        count = len(stack.of("aws_api_gateway_rest_api"))
        if count != 1:
            yield f"is one of {count} REST APIs, not the only one"

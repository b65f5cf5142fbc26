from collections.abc import Iterator

from policies.api.shared.answers import is_message, only
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import extend_text


class GatewayResponseIsAFixedMessage(Policy):
    """Every refusal is a JSON message of fixed words.

    A refused body may hold what it was refused for, a card number for instance. A variable of API Gateway would
    send it back, and into the logs of everyone on the way.
    """

    id = "FRAUD_API_23"
    severity = Severity.HIGH
    controls = (controls.PCI_6_2_4.supports,)
    applies_to = ("aws_api_gateway_gateway_response",)
    claims = ("response_templates",)
    remediation = "Answer application/json alone, with stacks.templates.message and plain words."

    compliant = {"response_templates": {"application/json": {"message": "Too many requests"}}}
    violating = {
        "says what did not validate": {
            "response_templates": {"application/json": {"message": "$context.error.validationErrorString"}}
        },
        "says more than a message": {"response_templates": {"application/json": {"key": "$context.identity.apiKey"}}},
        "repeats a header": extend_text(
            "response_templates", "application/json", "message", by="$method.request.header.x-api-key"
        ),
        "answers in another type too": {"response_templates": {"text/html": "<p>$context.path</p>"}},
        "leaves it to API Gateway": {"response_templates": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not is_message(only(resource.get("response_templates"))):
            yield "is not a message of fixed words, in application/json alone"

from collections.abc import Iterator

from policies.api.shared.answers import only
from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute

MODEL = "aws_api_gateway_model"


class MethodValidatesTheRequestBody(Policy):
    """Every method has its body checked against a model of this stack, by a validator of this stack.

    What API Gateway refuses costs no function its few executions, and never reaches the workflow. A content type
    without a model would pass unchecked.
    """

    id = "FRAUD_API_8"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports, controls.PCI_6_2_4.supports)
    applies_to = ("aws_api_gateway_method",)
    claims = ("request_validator_id", "request_models")
    remediation = "Give the method the validator's id, and the model's name for application/json alone."

    compliant = {
        "request_validator_id": "${aws_api_gateway_request_validator.validator.id}",
        "request_models": {"application/json": "${aws_api_gateway_model.transaction.name}"},
    }
    given = {"aws_api_gateway_request_validator.validator": {}, f"{MODEL}.transaction": {}}
    violating = {
        "has no validator": {"request_validator_id": None},
        "has a foreign validator": {"request_validator_id": "abc123"},
        "has no model": {"request_models": None},
        "takes any object": {"request_models": {"application/json": "Empty"}},
        "takes a second content type": {"request_models": {"text/plain": "Empty"}},
        "names the model by its id": refer_to_attribute("request_models", "application/json", attribute="id"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refers(resource.get("request_validator_id"), "aws_api_gateway_request_validator", "id", stack):
            yield "has no validator of this stack"
        if not refers(only(resource.get("request_models")), MODEL, "name", stack):
            yield "does not check bodies, of application/json alone, against a model of this stack"

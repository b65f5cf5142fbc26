from collections.abc import Iterator

from policies.api.shared.answers import only
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo

VALIDATOR = "aws_api_gateway_request_validator"
MODEL = ReferenceTo("aws_api_gateway_model", "name")


class MethodValidatesTheRequestBody(Attributes):
    """Every method that takes a body has it checked against a model of this stack, by a validator of this stack.

    What API Gateway refuses takes none of the functions' few executions, and never reaches the workflow. A content
    type without a model would pass unchecked.
    """

    id = "FRAUD_API_8"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports, controls.PCI_6_2_4.supports)
    applies_to = ("aws_api_gateway_method",)
    claims = ("request_models",)
    required = {
        "request_validator_id": ReferenceTo(VALIDATOR, "id", otherwise="has no request validator of this stack")
    }
    remediation = "Give the method the validator's id, and the model's name for application/json alone."

    compliant = {"request_models": {"application/json": MODEL.compliant}}
    given = MODEL.given
    violating = {
        "has no model": {"request_models": None},
        "takes any object": {"request_models": {"application/json": "Empty"}},
        "takes a second content type": {"request_models": {"text/plain": "Empty"}},
        "names the model by its id": refer_to_attribute("request_models", "application/json", attribute="id"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("http_method") != "GET"

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        if not MODEL.fits(only(resource.get("request_models")), stack):
            yield "does not check the body, of application/json alone, against a model of this stack"

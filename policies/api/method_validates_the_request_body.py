from collections.abc import Iterator

from policies.api.shared.answers import only
from policies.aws.api_paths import PATH, path_of
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import at_every, refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo
from policies.requirements import BATCH_MODEL, REPORT_MODEL, TRANSACTION_MODEL

VALIDATOR = "aws_api_gateway_request_validator"
MODEL = ReferenceTo("aws_api_gateway_model", "name")
# By the path, the name of the model of what it takes.
OF_PATH = {"/transaction": TRANSACTION_MODEL, "/transactions": BATCH_MODEL, "/report": REPORT_MODEL}


class MethodValidatesTheRequestBody(Attributes):
    """Every method that takes a body has it checked against the model of its path, by a validator of this stack.

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

    compliant = {"resource_id": f"${{{PATH}.path.id}}", "request_models": {"application/json": MODEL.compliant}}
    given = {
        **{address: {**values, "name": TRANSACTION_MODEL} for address, values in MODEL.given.items()},
        f"{PATH}.path": {"path_part": "transaction"},
    }
    violating = {
        "has no model": {"request_models": None},
        "takes any object": {"request_models": {"application/json": "Empty"}},
        "takes a second content type": {"request_models": {"text/plain": "Empty"}},
        "is checked against the model of another path": at_every("aws_api_gateway_model", {"name": BATCH_MODEL}),
        "stands behind another path": at_every(PATH, {"path_part": "report"}),
        "names the model by its id": refer_to_attribute("request_models", "application/json", attribute="id"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("http_method") != "GET"

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        named = only(resource.get("request_models"))
        path = path_of(stack.resolve(resource.get("resource_id"), "id"), stack)
        model = stack.resolve(named) if MODEL.fits(named, stack) else None
        if model is None:
            yield "does not check the body, of application/json alone, against a model of this stack"
        elif model.get("name") != OF_PATH.get(path):
            yield f"checks the body against the model {model.get('name')}, which is not that of {path or 'its path'}"

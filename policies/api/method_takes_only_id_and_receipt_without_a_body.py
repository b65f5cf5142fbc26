from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import at_every
from policies.core.kinds import Attributes, ReferenceTo

VALIDATOR = "aws_api_gateway_request_validator"
PATH, QUERY = "method.request.path.transaction_id", "method.request.querystring.receipt"
PARAMETERS = {PATH: True, QUERY: True}


class MethodTakesOnlyIdAndReceiptWithoutABody(Attributes):
    """The method that is asked takes an id in its path and a receipt in its query, and no body; no other has any of it.

    A validator of this stack refuses the request that has not both. A body of GET is described by no model, and other
    parameters would be read by nobody who knows what they may hold.
    """

    id = "FRAUD_API_63"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports, controls.PCI_6_2_4.supports)
    applies_to = ("aws_api_gateway_method",)
    claims = ("request_parameters", "request_models")
    required = {
        "request_validator_id": ReferenceTo(VALIDATOR, "id", otherwise="has no request validator of this stack")
    }
    remediation = "Take the parameters from stacks.taken.RECEIPT, for GET alone."

    compliant = {"http_method": "GET", "request_parameters": PARAMETERS}
    violating = {
        "takes whatever comes in a header": {"request_parameters": {"method.request.header.x-client": False}},
        "does not need the receipt": {"http_method": "GET", "request_parameters": {PATH: True, QUERY: False}},
        "asks for parameters at another method": {"http_method": "POST", "request_parameters": PARAMETERS},
        "reads a body": {"http_method": "GET", "request_models": {"application/json": "Empty"}},
        "needs nothing": at_every("aws_api_gateway_method", {"request_parameters": None}, http_method="GET"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        asked, parameters = resource.get("http_method") == "GET", resource.get("request_parameters")
        if not same(parameters, PARAMETERS if asked else None):
            yield "does not take exactly the parameters of its method"
        if asked and resource.get("request_models") is not None:
            yield "takes a body that nobody has described"

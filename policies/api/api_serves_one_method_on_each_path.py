from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import at_every, refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo

METHOD = "aws_api_gateway_method"
METHOD_NAME = ReferenceTo(METHOD, "http_method")
# On all other paths it is POST.
METHODS = {"{transaction_id}": "GET"}
PATH = ReferenceTo("aws_api_gateway_resource", "id", otherwise="does not stand on the path in this stack")


class ApiServesOneMethodOnEachPath(Attributes):
    """Methods, integrations and their responses are those of POST on each path, and of GET on that of a transaction.

    A second method would be a second way in, and an integration of another method would leave this one without what
    was judged for it.
    """

    id = "FRAUD_API_6"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_7.supports,)
    applies_to = (
        METHOD,
        "aws_api_gateway_method_response",
        "aws_api_gateway_integration",
        "aws_api_gateway_integration_response",
    )
    claims = ("http_method",)
    required = {"resource_id": PATH}
    remediation = "Pass the id of the path's construct, and its method as stacks/taken.py has it."

    compliant = {"http_method": "POST"}
    given = {
        "aws_api_gateway_integration.referring": {
            "resource_id": PATH.compliant,
            "http_method": f"${{{METHOD}.example.http_method}}",
        }
    }
    violating = {
        "answers PUT": {"http_method": "PUT"},
        "reads what it should take": {"http_method": "HEAD"},
        "answers any method": {"http_method": "ANY"},
        "names its method by another attribute": at_every(
            "aws_api_gateway_integration", {"http_method": f"${{{METHOD}.example.id}}"}
        ),
        "is decided at deploy time": {"http_method": "${var.method}"},
        "names the path by another attribute": refer_to_attribute("resource_id", attribute="arn"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        method, path = resource.get("http_method"), stack.resolve(resource.get("resource_id"))
        due = METHODS.get(str(path and path.get("path_part")), "POST")
        # Whatever is not the method itself may also refer to it.
        if method != due and (resource.type == METHOD or not METHOD_NAME.fits(method, stack)):
            yield f"is of the method {method!r}, not of {due}"

from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo

METHOD = "aws_api_gateway_method"
METHOD_NAME = ReferenceTo(METHOD, "http_method")
PATH = ReferenceTo("aws_api_gateway_resource", "id", otherwise="does not stand on the path in this stack")


class ApiServesOnlyPostOnItsPath(Attributes):
    """Methods, integrations and their responses are those of POST on the path of this stack.

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
    remediation = "Pass the id of the path's construct, and POST (or the method construct's http_method)."

    compliant = {"http_method": "POST"}
    violating = {
        "answers GET": {"http_method": "GET"},
        "answers any method": {"http_method": "ANY"},
        "is decided at deploy time": {"http_method": "${var.method}"},
        "names the path by another attribute": refer_to_attribute("resource_id", attribute="arn"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        method = resource.get("http_method")
        # Whatever is not the method itself may also refer to it.
        if method != "POST" and (resource.type == METHOD or not METHOD_NAME.fits(method, stack)):
            yield f"is of the method {method!r}, not of POST"

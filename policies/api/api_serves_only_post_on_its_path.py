from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute

METHOD = "aws_api_gateway_method"


class ApiServesOnlyPostOnItsPath(Policy):
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
    claims = ("resource_id", "http_method")
    remediation = "Pass the id of the path's construct, and POST (or the method construct's http_method)."

    compliant = {"resource_id": "${aws_api_gateway_resource.path.id}", "http_method": "POST"}
    given = {"aws_api_gateway_resource.path": {}}
    violating = {
        "answers GET": {"http_method": "GET"},
        "answers any method": {"http_method": "ANY"},
        "is decided at deploy time": {"http_method": "${var.method}"},
        "stands on a foreign path": {"resource_id": "abc123"},
        "stands on a path that is not there": {"resource_id": "${aws_api_gateway_resource.nowhere.id}"},
        "names the path by another attribute": refer_to_attribute("resource_id", attribute="arn"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        method = resource.get("http_method")
        if method != "POST" and (resource.type == METHOD or not refers(method, METHOD, "http_method", stack)):
            yield f"is of the method {method!r}, not of POST"
        if not refers(resource.get("resource_id"), "aws_api_gateway_resource", "id", stack):
            yield "does not stand on the path in this stack"

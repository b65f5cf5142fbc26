from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource, refer_to_attribute


class ApiPathIsTransaction(Policy):
    """The API has one path, /transaction, directly below its root.

    What is not served cannot be attacked. A greedy or a parameter path would take requests that nobody has described.
    """

    id = "FRAUD_API_5"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_7.supports,)
    applies_to = ("aws_api_gateway_resource",)
    claims = ("path_part", "parent_id")
    remediation = 'Keep one resource, with path_part "transaction", whose parent is the root of the API.'

    compliant = {"path_part": "transaction", "parent_id": "${aws_api_gateway_rest_api.api.root_resource_id}"}
    given = {"aws_api_gateway_rest_api.api": {}}
    violating = {
        "takes any path": {"path_part": "{proxy+}"},
        "has another name": {"path_part": "transactions"},
        "has a second path beside it": copy_resource({"path_part": "admin"}),
        "stands below another path": {"parent_id": "abc123"},
        "takes the API itself for its root": refer_to_attribute("parent_id", attribute="id"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        part = resource.get("path_part")
        if part != "transaction":
            yield f"serves the path {part!r}, not 'transaction'"
        if not refers(resource.get("parent_id"), "aws_api_gateway_rest_api", "root_resource_id", stack):
            yield "does not stand directly below the root of the API"

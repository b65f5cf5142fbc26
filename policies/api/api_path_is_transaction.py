from policies.core import Severity, controls
from policies.core.examples import copy_resource, refer_to_attribute
from policies.core.kinds import Attributes, OneOf, ReferenceTo

ROOT = ReferenceTo(
    "aws_api_gateway_rest_api", "root_resource_id", otherwise="does not stand directly below the root of the API"
)


class ApiPathIsTransaction(Attributes):
    """The API has two paths, /transaction and /report, directly below its root.

    What is not served cannot be attacked. A greedy or a parameter path would take requests that nobody has described.
    """

    id = "FRAUD_API_5"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_7.supports,)
    applies_to = ("aws_api_gateway_resource",)
    required = {
        "path_part": OneOf("transaction", "report", otherwise="serves the path {value}, not 'transaction' or 'report'"),
        "parent_id": ROOT,
    }
    remediation = "Keep the resources transaction and report, whose parent is the root of the API."
    violating = {
        "takes any path": {"path_part": "{proxy+}"},
        "has another name": {"path_part": "transactions"},
        "has another path beside it": copy_resource({"path_part": "admin"}),
        "takes the API itself for its root": refer_to_attribute("parent_id", attribute="id"),
    }

from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import copy_resource, refer_to_attribute
from policies.core.kinds import Attributes, OneOf, ReferenceTo

PATH, BELOW = "aws_api_gateway_resource", "{transaction_id}"
TOP = ("transaction", "transactions", "report")
ROOT = ReferenceTo("aws_api_gateway_rest_api", "root_resource_id")


class ApiPathsAreTheAgreedOnes(Attributes):
    """The API has the paths /transaction, /transactions and /report, and below the first one that of one transaction.

    What is not served cannot be attacked. A greedy path, or another parameter, would take requests that nobody has
    described.
    """

    id = "FRAUD_API_5"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_7.supports,)
    applies_to = (PATH,)
    claims = ("parent_id",)
    required = {
        "path_part": OneOf(*TOP, BELOW, otherwise="serves the path {value}, which was not agreed"),
    }
    remediation = (
        "Keep transaction, transactions and report below the root of the API, and {transaction_id} below transaction."
    )

    compliant = {"path_part": "transaction", "parent_id": ROOT.compliant}
    given = ROOT.given
    violating = {
        "takes any path": {"path_part": "{proxy+}"},
        "has another name": {"path_part": "payments"},
        "has another path beside it": copy_resource({"path_part": "admin"}),
        "takes anything below itself": copy_resource({"path_part": "{proxy+}"}),
        "takes ids below the root": {"path_part": BELOW, "parent_id": ROOT.compliant},
        "takes the API itself for its root": refer_to_attribute("parent_id", attribute="arn"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        parent = resource.get("parent_id")
        if resource.get("path_part") == BELOW:
            above = stack.resolve(parent, "id")
            if above is None or (above.type, above.get("path_part")) != (PATH, "transaction"):
                yield "does not stand below /transaction"
        elif not ROOT.fits(parent, stack):
            yield "does not stand directly below the root of the API"

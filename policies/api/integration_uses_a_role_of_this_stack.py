from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute


class IntegrationUsesARoleOfThisStack(Policy):
    """Every integration calls the workflow with a role that stands in this stack.

    With the caller's credentials each client would need an identity that may start the workflow, and what a role
    from elsewhere may do is judged by nobody.
    """

    id = "FRAUD_API_18"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    applies_to = ("aws_api_gateway_integration",)
    claims = ("credentials",)
    remediation = "Pass the ARN of a stacks.role.Role whose service is apigateway.amazonaws.com."

    compliant = {"credentials": "${aws_iam_role.api.arn}"}
    given = {"aws_iam_role.api": {"name": "fraud-detection-api"}}
    violating = {
        "uses the caller's credentials": {"credentials": "arn:aws:iam::*:user/*"},
        "uses a role from elsewhere": {"credentials": "arn:aws:iam::${var.account_id}:role/admin"},
        "uses no role": {"credentials": None},
        "names the role by something else": refer_to_attribute("credentials", attribute="name"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refers(resource.get("credentials"), "aws_iam_role", "arn", stack):
            yield "does not use a role of this stack"

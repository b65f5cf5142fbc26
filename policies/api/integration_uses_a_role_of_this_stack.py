from policies.core import Severity, controls
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo


class IntegrationUsesARoleOfThisStack(Attributes):
    """Every integration calls the workflow with a role that stands in this stack.

    With the caller's credentials each client would need an identity that may start the workflow. What a role from
    elsewhere may do, no policy here judges.
    """

    id = "FRAUD_API_18"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    applies_to = ("aws_api_gateway_integration",)
    required = {"credentials": ReferenceTo("aws_iam_role", "arn", otherwise="does not call with a role of this stack")}
    remediation = "Pass the ARN of a stacks.role.Role whose service is apigateway.amazonaws.com."
    violating = {
        "uses the caller's credentials": {"credentials": "arn:aws:iam::*:user/*"},
        "uses a role from elsewhere": {"credentials": "arn:aws:iam::${var.account_id}:role/admin"},
        "names the role by something else": refer_to_attribute("credentials", attribute="name"),
    }

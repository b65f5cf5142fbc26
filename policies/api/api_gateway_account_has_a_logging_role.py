from policies.core import Severity, controls
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo
from policies.core.known_stacks import ACCOUNT


class ApiGatewayAccountHasALoggingRole(Attributes):
    """API Gateway writes its logs with a role that stands in this stack.

    The role is a setting of the account. Without it API Gateway writes no execution log, whatever the stages ask for.
    """

    id = "FRAUD_API_19"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports,)
    stacks = (ACCOUNT,)
    applies_to = ("aws_api_gateway_account",)
    required = {
        "cloudwatch_role_arn": ReferenceTo("aws_iam_role", "arn", otherwise="does not log with a role of this stack")
    }
    remediation = "Pass the ARN of a stacks.role.Role whose service is apigateway.amazonaws.com."
    violating = {
        "uses a role from elsewhere": {"cloudwatch_role_arn": "arn:aws:iam::${var.account_id}:role/admin"},
        "names the role by something else": refer_to_attribute("cloudwatch_role_arn", attribute="name"),
    }

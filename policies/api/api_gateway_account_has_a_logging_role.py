from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute


class ApiGatewayAccountHasALoggingRole(Policy):
    """API Gateway writes its logs with a role that stands in this stack.

    Without a role the account writes no execution log, whatever the stages ask for.
    """

    id = "FRAUD_API_19"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports,)
    applies_to = ("aws_api_gateway_account",)
    claims = ("cloudwatch_role_arn",)
    remediation = "Pass the ARN of a stacks.role.Role whose service is apigateway.amazonaws.com."

    compliant = {"cloudwatch_role_arn": "${aws_iam_role.logging.arn}"}
    given = {"aws_iam_role.logging": {"name": "fraud-detection-api-logging"}}
    violating = {
        "has no role": {"cloudwatch_role_arn": None},
        "uses a role from elsewhere": {"cloudwatch_role_arn": "arn:aws:iam::${var.account_id}:role/admin"},
        "names the role by something else": refer_to_attribute("cloudwatch_role_arn", attribute="name"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refers(resource.get("cloudwatch_role_arn"), "aws_iam_role", "arn", stack):
            yield "does not log with a role of this stack"

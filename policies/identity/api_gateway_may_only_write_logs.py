from collections.abc import Iterator

from policies.aws.grants import disagreements
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, patch_first_statement
from policies.identity.shared.system import allow, allowing, system
from policies.identity.shared.unscoped import GATEWAY_LOGGING

DUE = {"all logs": GATEWAY_LOGGING}


class ApiGatewayMayOnlyWriteLogs(Policy):
    """API Gateway's own role may do with this account's logs what the service demands, exactly.

    The service refuses a role that lacks what it asks for. It is one role for all APIs of the account, so it can be no
    narrower than the logs of this account and region.
    """

    id = "FRAUD_IAM_14"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants of the role in stacks/gateway_logging.py those seven."

    compliant = allowing(allow(" ".join(GATEWAY_LOGGING), "all logs"))
    given = system("aws_api_gateway_account.gateway")
    violating = {
        "may read the table": add_grant("dynamodb:GetItem", "aws_dynamodb_table"),
        "may only write": patch_first_statement({"Action": ["logs:CreateLogStream", "logs:PutLogEvents"]}),
        "may do it everywhere": patch_first_statement({"Resource": ["*"]}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return "gateway" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

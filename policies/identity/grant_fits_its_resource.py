from collections.abc import Iterator

from policies.aws.grants import granted_by_reference
from policies.aws.known_grants import ACTIONS
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import DEPLOYED
from policies.identity.shared.edits import add_grant
from policies.identity.shared.example_system import allow, allowing, system


class GrantFitsItsResource(Policy):
    """Roles are allowed only the few actions that this system needs at all, each on the kind of resource it is for.

    Nothing here deletes what is stored, scans, changes code or permissions, or gives a key away: allowing that is a
    mistake or an attack. A message is deleted by whom it is handed to, once it is done with.
    """

    id = "FRAUD_IAM_7"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role_policy",)
    remediation = "Remove the action, or, if the system really needs it, add it to policies/aws/known_grants.py."

    compliant = allowing(allow("logs:PutLogEvents", "logs"))
    given = system()
    violating = {
        "reads the whole table": add_grant("dynamodb:Scan", "aws_dynamodb_table"),
        "empties a queue": add_grant("sqs:PurgeQueue", "aws_sqs_queue"),
        "changes a function's code": add_grant("lambda:UpdateFunctionCode", "aws_lambda_function"),
        "gives a key away": add_grant("kms:CreateGrant", "aws_kms_key"),
        "writes to a log group itself": add_grant(
            "logs:PutLogEvents", "aws_cloudwatch_log_group", named="/aws/lambda/"
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for action, kind in granted_by_reference(resource):
            if kind not in ACTIONS or action not in ACTIONS[kind].split():
                yield f"allows {action} on {kind}, which no role of this system may do"

from collections.abc import Iterator

from policies.aws.grants import disagreements
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_grants import working
from policies.identity.shared.system import allowing, system
from policies.identity.shared.unscoped import DELIVERIES, SAMPLING, TRACING

FUNCTIONS = ("function transaction-validator", "function fraud-analyzer", "function notification-sender")
DUE = {
    **dict.fromkeys(FUNCTIONS, ("lambda:InvokeFunction",)),
    "table transactions": ("dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:UpdateItem"),
    "bus fraud-detection": ("events:PutEvents",),
    "queue transaction-dead-letters": ("sqs:SendMessage",),
    "key transactions for table transactions": ("kms:Decrypt",),
    "key transactions for workflow transaction-processing": ("kms:GenerateDataKey", "kms:Decrypt"),
    "key transactions for all logs": ("kms:GenerateDataKey",),
    "key messages for queue transaction-dead-letters": ("kms:GenerateDataKey", "kms:Decrypt"),
    "everything": (*TRACING, *SAMPLING, *DELIVERIES),
}


class WorkflowMayOnlyDoItsTasks(Policy):
    """The workflow's role may do what its tasks do, exactly.

    It calls functions, stores, announces, settles and sets aside what failed. It can neither scan nor delete; of what
    is stored, its tasks update nothing but that a marker is settled.
    """

    id = "FRAUD_IAM_12"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants in stacks/workflow.py what the definition's tasks call, and state them here."

    compliant = allowing(*working())
    given = system("aws_sfn_state_machine.workflow")
    violating = {
        "may publish to customers": add_grant("sns:Publish", "aws_sns_topic"),
        "may not call a function": remove_statement(0),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return "workflow transaction-processing" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

from collections.abc import Iterator

from policies.vocabulary.control import NIST_AC_6, PCI_7_2_5, SOC_CC6_3
from policies.vocabulary.example_grants import working
from policies.vocabulary.example_system import allowing, system
from policies.vocabulary.grants import disagreements
from policies.vocabulary.identity_edits import less, permit
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.role_users import used_by
from policies.vocabulary.stack import Stack
from policies.vocabulary.unscoped import DELIVERIES, SAMPLING, TRACING

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
    controls = (PCI_7_2_5.supports, NIST_AC_6.supports, SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants in stacks/workflow.py what the definition's tasks call, and state them here."

    compliant = allowing(*working())
    given = system("aws_sfn_state_machine.workflow")
    violating = {"may publish to customers": permit("sns:Publish", "aws_sns_topic"), "may not call a function": less(0)}
    also = dict.fromkeys(violating, ("FRAUD_IAM_21",))

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return "workflow transaction-processing" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

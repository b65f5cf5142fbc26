from collections.abc import Iterator

from policies.aws.grants import disagreements
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_grants import notifying, running
from policies.identity.shared.system import allowing, system
from policies.identity.shared.unscoped import TRACING

NAME = "notification-sender"
TEMPLATES = [f"parameter /fraud-detection/notification-template/{kind}" for kind in ("email", "sms")]
DUE = {
    f"log group /aws/lambda/{NAME}": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "everything": TRACING,
    f"key configuration for function {NAME}": ("kms:Decrypt",),
    **dict.fromkeys(TEMPLATES, ("ssm:GetParameters",)),
    **{f"key configuration for {each}": ("kms:Decrypt",) for each in TEMPLATES},
    "topic fraud-alerts": ("sns:Publish",),
    "key messages for topic fraud-alerts": ("kms:Decrypt", "kms:GenerateDataKey"),
}


class NotifierMayOnlyPublishAlerts(Policy):
    """The notification-sender may read its templates and publish to fraud-alerts, besides what every function may.

    It writes to customers and to nobody else: the operators' topic is none of its business.
    """

    id = "FRAUD_IAM_11"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the function's grants in stacks/functions.py those that its code calls, and state them here."

    compliant = allowing(*running(NAME), *notifying())
    given = system("aws_lambda_function.notifier")
    violating = {
        "may publish to the operators": add_grant("sns:Publish", "aws_sns_topic", named="operations"),
        "may not publish": remove_statement(5),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return f"function {NAME}" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

from collections.abc import Iterator

from policies.vocabulary.control import NIST_AC_6, PCI_7_2_5, SOC_CC6_3
from policies.vocabulary.example_grants import running
from policies.vocabulary.example_system import allowing, system
from policies.vocabulary.grants import disagreements
from policies.vocabulary.identity_edits import less, permit
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.role_users import used_by
from policies.vocabulary.stack import Stack
from policies.vocabulary.unscoped import TRACING

NAME = "transaction-validator"
DUE = {
    f"log group /aws/lambda/{NAME}": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "everything": TRACING,
    f"key configuration for function {NAME}": ("kms:Decrypt",),
}


class ValidatorMayOnlyRun(Policy):
    """The transaction-validator may write its logs, send traces and read its own environment, exactly.

    It looks at one transaction and answers. It reads nothing that is stored and changes nothing, so whoever takes it
    over gains nothing.
    """

    id = "FRAUD_IAM_9"
    severity = Severity.HIGH
    controls = (PCI_7_2_5.supports, NIST_AC_6.supports, SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the function's grants in stacks/functions.py those that its code calls, and state them here."

    compliant = allowing(*running(NAME))
    given = system("aws_lambda_function.validator")
    violating = {
        "may do more": permit("ssm:GetParameters", "aws_ssm_parameter"),
        "may not write its logs": less(0),
        "may not read its environment": less(2),
    }
    also = dict.fromkeys(violating, ("FRAUD_IAM_20",))

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return f"function {NAME}" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

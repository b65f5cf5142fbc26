from collections.abc import Iterator

from policies.aws.grants import disagreements
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_grants import running
from policies.identity.shared.system import allowing, system
from policies.identity.shared.unscoped import TRACING

NAME = "transaction-validator"
DUE = {
    f"log group /aws/lambda/{NAME}": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "everything": TRACING,
    f"key configuration for function {NAME}": ("kms:Decrypt",),
}


class ValidatorMayOnlyLogAndTrace(Policy):
    """The transaction-validator may write its logs, send traces and read its own environment, exactly.

    It looks at one transaction and answers. It reads nothing that is stored and changes nothing, so whoever takes it
    over gains nothing.
    """

    id = "FRAUD_IAM_9"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the function's grants in stacks/functions.py those that its code calls, and state them here."

    compliant = allowing(*running(NAME))
    given = system("aws_lambda_function.validator")
    violating = {
        "may do more": add_grant("ssm:GetParameters", "aws_ssm_parameter"),
        "may not write its logs": remove_statement(0),
        "may not read its environment": remove_statement(2),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return f"function {NAME}" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

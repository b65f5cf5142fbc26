from collections.abc import Iterator

from policies.aws.grants import disagreements
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, remove_statement, replace_encryption_context
from policies.identity.shared.example_grants import reading, running
from policies.identity.shared.system import allowing, system
from policies.identity.shared.unscoped import TRACING

NAME = "fraud-analyzer"
ENDPOINT = "parameter /fraud-detection/ml-model-endpoint"
DUE = {
    f"log group /aws/lambda/{NAME}": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "everything": TRACING,
    f"key configuration for function {NAME}": ("kms:Decrypt",),
    ENDPOINT: ("ssm:GetParameters",),
    f"key configuration for {ENDPOINT}": ("kms:Decrypt",),
}


class AnalyzerMayOnlyReadItsEndpoint(Policy):
    """The fraud-analyzer may read where its model is, besides what every function may, exactly.

    It scores what it is given: templates, stored transactions and the customers' topic are none of its business.
    """

    id = "FRAUD_IAM_10"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the function's grants in stacks/functions.py those that its code calls, and state them here."

    compliant = allowing(*running(NAME), *reading("endpoint"))
    given = system("aws_lambda_function.analyzer")
    violating = {
        "may read a template": add_grant("ssm:GetParameters", "aws_ssm_parameter", named="template/sms"),
        "may not read its endpoint": remove_statement(3),
        "may not decrypt it": remove_statement(4),
        "may decrypt what is no parameter": replace_encryption_context("PARAMETER_ARN", ENDPOINT),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return f"function {NAME}" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

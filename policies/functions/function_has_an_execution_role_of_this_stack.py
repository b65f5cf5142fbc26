from policies.core import Severity
from policies.core.kinds import Attributes, ReferenceTo


class FunctionHasAnExecutionRoleOfThisStack(Attributes):
    """Every Lambda function runs as a role that this stack defines.

    What a role of another stack or account may do is written where no policy here sees it; a reference is judged
    together with all that the role is granted.
    """

    id = "FRAUD_FUNCTION_6"
    severity = Severity.CRITICAL
    applies_to = ("aws_lambda_function",)
    required = {"role": ReferenceTo("aws_iam_role", "arn", otherwise="runs as {value}, which is no role of this stack")}
    remediation = "Build the function with stacks.function.Function: it makes the role and refers to its ARN."
    violating = {
        "is a role elsewhere": {"role": "arn:aws:iam::999999999999:role/other"},
        "is a role of this account by name": {"role": "arn:aws:iam::${var.account_id}:role/administrator"},
        "is no role that the file holds": {"role": "${aws_iam_role.nope.arn}"},
    }

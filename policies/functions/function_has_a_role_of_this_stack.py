from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class FunctionHasARoleOfThisStack(Policy):
    """Every Lambda function runs as a role that this stack defines.

    What a role of another stack or account may do is written where no policy here sees it; a reference is judged
    together with all that the role is granted.
    """

    id = "FRAUD_FUNCTION_6"
    severity = Severity.CRITICAL
    applies_to = ("aws_lambda_function",)
    claims = ("role",)
    remediation = "Build the function with stacks.function.Function: it makes the role and refers to its ARN."

    compliant = {"role": "${aws_iam_role.analyzer.arn}"}
    given = {"aws_iam_role.analyzer": {"name": "fraud-detection-fraud-analyzer"}}
    violating = {
        "is a role elsewhere": {"role": "arn:aws:iam::999999999999:role/other"},
        "is a role of this account by name": {"role": "arn:aws:iam::${var.account_id}:role/administrator"},
        "has no role": {"role": None},
        "is no role that the file holds": {"role": "${aws_iam_role.nope.arn}"},
        "is decided at deploy time": {"role": "${var.role}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        role = stack.resolve(resource.get("role"), "arn")
        if role is None or role.type != "aws_iam_role":
            yield f"runs as {resource.get('role')!r}, which is no role of this stack"

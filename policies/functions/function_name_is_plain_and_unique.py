from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.examples import copy_resource
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Attributes, Matching
from policies.requirements import REGION


class FunctionNameIsPlainAndUnique(Attributes):
    """Every Lambda function has a plain name that no other function has.

    Lambda takes an ARN for a name, and with it another account's function. Log group, alarms and grants are bound to
    the name, so it is written out, and two functions never share one.
    """

    id = "FRAUD_FUNCTION_3"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = ("aws_lambda_function",)
    required = {
        "function_name": Matching(
            "[a-z][a-z0-9-]{0,63}", "transaction-validator", otherwise="is named {value}, which is no plain name"
        )
    }
    remediation = "Give stacks.function.Function a name of its own, in small letters, digits and hyphens."

    violating = {
        "is an ARN": {"function_name": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:other"},
        "has a version": {"function_name": "other:live"},
        "is left to Terraform": {"function_name": None},
        "is another's": copy_resource(),
        "is decided at deploy time": {"function_name": "${var.function}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        name = resource.get("function_name")
        if len(stack.having(resource.type, "function_name", name)) > 1:
            yield f"shares the name {name!r} with another function"

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import add_resource
from policies.core.expressions import ACCOUNT_CONDITION
from policies.core.known_stacks import KNOWN_STACKS


class VariableHasNoValidation(Policy):
    """No variable has a condition, but the account's number its own.

    Conditions are expressions, which read files and reveal secrets in their messages; this is the one place where the
    gate lets an expression stand, and only that one.
    """

    id = "FRAUD_FILE_33"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = ("variable",)
    claims = ("validation",)
    remediation = "Check the value where it is used, and remove the condition."

    compliant = {"type": "string"}
    violating = {
        "has one": {"validation": [{"condition": '${fileexists("example")}', "error_message": "none"}]},
        "stands beside one with the condition of the account's number": add_resource(
            "variable", {"validation": [{"condition": ACCOUNT_CONDITION, "error_message": "not twelve digits"}]}
        ),
        "has an empty one": {"validation": []},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        conditions = tuple(block.get("condition") for block in resource.blocks("validation"))
        expected = (ACCOUNT_CONDITION,) if resource.name == "account_id" else ()
        if "validation" in resource.values and (conditions != expected or not conditions):
            yield "has a validation condition, an expression that is evaluated at deploy time"

from collections.abc import Iterator

from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack


class VariableHasNoCondition(Policy):
    """No variable but the account's number has a condition.

    Conditions are expressions, which read files and reveal secrets in their messages; this is the one place where the
    gate lets an expression stand, and only that one.
    """

    id = "FRAUD_FILE_33"
    severity = Severity.MEDIUM
    applies_to = ("variable",)
    claims = ("validation",)
    remediation = "Check the value where it is used, and take the condition out."

    compliant = {"type": "string"}
    violating = {
        "has one": {"validation": [{"condition": '${fileexists("example")}', "error_message": "none"}]},
        "has an empty one": {"validation": []},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name != "account_id"

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "validation" in resource.values:
            yield "has a condition, an expression that is evaluated at deploy time"

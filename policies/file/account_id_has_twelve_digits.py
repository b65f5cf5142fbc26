from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.expressions import ACCOUNT_CONDITION as CONDITION
from policies.core.known_stacks import KNOWN_STACKS
from policies.file.shared.edits import at_block


class AccountIdHasTwelveDigits(Policy):
    """The account's number is accepted only if it is twelve digits.

    It is inserted into policies at deploy time: a star in its place would open them to every account, and a quote
    would add to them.
    """

    id = "FRAUD_FILE_32"
    severity = Severity.CRITICAL
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    remediation = f"Let the variable account_id have exactly the condition {CONDITION}."

    compliant = {"required_providers": {"aws": {"source": "aws"}}}
    given = {"variable.account_id": {"validation": [{"condition": CONDITION, "error_message": "not twelve digits"}]}}
    violating = {
        "is not looked at": at_block("variable", "account_id", {"validation": None}),
        "may be anything": at_block("variable", "account_id", {"validation": {"condition": "${true}"}}),
        "tells a secret": at_block(
            "variable", "account_id", {"validation": {"error_message": "${nonsensitive(var.key)}"}}
        ),
        "decides at deploy time what it tells": at_block(
            "variable", "account_id", {"validation": {"error_message": "%{ if true }not twelve digits%{ endif }"}}
        ),
        "may be any text around it": at_block(
            "variable", "account_id", {"validation": {"condition": CONDITION.replace("^", "").replace('$"', '"')}}
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for variable in stack.of("variable"):
            message = variable.get("validation", "error_message")
            exact = {"condition": CONDITION, "error_message": message}
            plain = isinstance(message, str) and "${" not in message and "%{" not in message
            if variable.name == "account_id" and not (plain and variable.blocks("validation") == (exact,)):
                yield f"accepts an account_id on another condition than {CONDITION}, with a message of plain words"

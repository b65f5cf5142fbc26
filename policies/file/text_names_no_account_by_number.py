import re
from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import working_text
from policies.requirements import REGION

# It begins at a digit, so that the search is fast; what stands before it is looked at afterwards.
NUMBER = re.compile(r"\d(?<![A-Za-z0-9].)\d{11}(?![A-Za-z0-9])")


class TextNamesNoAccountByNumber(Policy):
    """No account is named by its number.

    Ours is a variable to which the provider is bound. An account that is named by number is somebody else's, or is as
    soon as the stack is deployed to a second account.
    """

    id = "FRAUD_FILE_16"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = f"Write {ACCOUNT} instead of the number."

    compliant = {
        "description": "ticket 202601150001",
        "display_name": f"of {ACCOUNT}, since 1767225600000: a202601150001, 202601150001b, C202601150001",
    }
    violating = {
        "is alone": {"display_name": "1" * 12},
        "is a number": {"display_name": int("1" * 12)},
        "is in an address": {"display_name": {"url": f"https://sqs.{REGION}.amazonaws.com/" + "1" * 12 + "/review"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for number in NUMBER.finditer(working_text(resource)):
            yield f"names the account {number[0]}, not {ACCOUNT}"

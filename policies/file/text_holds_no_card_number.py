import re
from collections.abc import Iterator

from policies.core import Resource, Stack, controls
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import text_of

# The first look behind needs a digit to stand on: so the search begins at digits, and is fast.
SHAPE = re.compile(
    r"[2-6](?<![A-Za-z0-9].)(?<!\d\..)"
    r"(?:\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|\d{3}(?:\.\d{4}){2}\.\d{1,7}|[47]\d{2}[ .-]\d{6}[ .-]\d{5})"
    r"(?![A-Za-z0-9]|\.\d)"
)


class TextHoldsNoCardNumber(Policy):
    """No text in the file is a card number.

    An example in a description, a schema or a template is stored, logged and published with the file. The check digit
    tells a card number from any other number.
    """

    id = "FRAUD_FILE_13"
    severity = Severity.CRITICAL
    controls = (controls.PCI_3_5_1.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Remove the number; use a token as an example."

    compliant = {"name": "alerts", "description": "not " + "4" + "1" * 14 + "2, at 1767225600000"}
    violating = {
        "is in a text": {"description": "for example " + "4" + "1" * 15},
        "is in groups": {"tags": {"example": "5" * 4 + "-5555" * 2 + "-4444"}},
        "is in groups with dots": {"description": "5" * 4 + ".5555" * 2 + ".4444"},
        "is a number": {"tags": {"example": int("4" + "1" * 15)}},
        "is of another length": {"description": "37" + "82 822463 10005"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for number in SHAPE.finditer(text_of(resource)):
            if _passes_luhn(re.sub(r"\D", "", number[0])):
                yield f"holds a card number that begins with {number[0][:4]}"


def _passes_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0

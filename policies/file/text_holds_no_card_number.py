from collections.abc import Iterator

from policies.core import Resource, Stack, controls
from policies.core.card_numbers import card_numbers
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import text_of


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
        for number in card_numbers(text_of(resource)):
            yield f"holds a card number that begins with {number[:4]}"

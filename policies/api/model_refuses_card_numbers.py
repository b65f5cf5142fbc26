import re
from collections.abc import Iterator, Mapping

from policies.api.shared.schemas import GUARD
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.strict_json import Json

# Card numbers have 13 to 19 digits.
CARDS = tuple(f"{before}{'7' * digits}" for before in ("", "tok_", "a-", "A_") for digits in range(13, 20))


class ModelRefusesCardNumbers(Policy):
    """No text of a transaction can hold a card number.

    A card number that a caller puts into an identifier by mistake would bring the table, the events and the alerts into
    the scope of PCI DSS.
    """

    id = "FRAUD_API_14"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = 'Give the text in stacks/schema.py "not": {"pattern": "[0-9]{13}"}.'

    compliant = {
        "schema": {
            "properties": {
                "card_token": {"type": "string", "pattern": "^tok_[A-Za-z0-9]{8,56}$", "not": GUARD},
                "merchant_id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", "not": GUARD},
            }
        }
    }
    violating = {
        "lets a card number be a merchant": {"schema": {"properties": {"merchant_id": {"not": None}}}},
        "lets a card number be a token": {"schema": {"properties": {"card_token": {"not": None}}}},
        "refuses them of one brand": {"schema": {"properties": {"card_token": {"not": {"pattern": "4[0-9]{15}"}}}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        fields = resource.get("schema", "properties")
        for name, field in fields.items() if isinstance(fields, Mapping) else ():
            if isinstance(field, Mapping) and _holds_digits(field.get("pattern")) and field.get("not") != GUARD:
                yield f"lets {name!r} hold thirteen digits in a row, as a card number does"


def _holds_digits(pattern: Json) -> bool:
    return isinstance(pattern, str) and any(re.search(pattern, card) for card in CARDS)

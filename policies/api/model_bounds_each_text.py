from collections.abc import Iterator, Mapping

from policies.api.shared.schemas import GUARD
from policies.core import Policy, Resource, Severity, Stack, controls

IDENTIFIER = "^[A-Za-z0-9_-]{1,64}$"
PATTERNS = {
    "transaction_id": IDENTIFIER,
    "card_token": "^tok_[A-Za-z0-9]{8,56}$",
    "merchant_id": IDENTIFIER,
    "terminal_id": IDENTIFIER,
    "currency": "^[A-Z]{3}$",
    "country": "^[A-Z]{2}$",
}
KEYWORDS = {"type", "pattern", "not", "title", "description"}


class ModelBoundsEachText(Policy):
    """Every text in a transaction has the pattern that was agreed on: few characters, and no more than needed.

    A text of any length fills the logs and the table; one with any characters can carry markup, queries and names.
    """

    id = "FRAUD_API_12"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Give each text of stacks/schema.py the type string and its agreed pattern."

    compliant = {
        "schema": {"properties": {name: {"type": "string", "pattern": pattern} for name, pattern in PATTERNS.items()}}
    }
    violating = {
        "has a text without an end": {"schema": {"properties": {"merchant_id": {"pattern": "^[A-Za-z0-9_-]+$"}}}},
        "takes the pattern anywhere in a text": {"schema": {"properties": {"currency": {"pattern": "[A-Z]{3}"}}}},
        "takes a number, which no pattern binds": {"schema": {"properties": {"country": {"type": "number"}}}},
        "takes either kind": {"schema": {"properties": {"country": {"type": ["string", "object"]}}}},
        "refuses some": {"schema": {"properties": {"country": {"not": {"enum": ["FR"]}}}}},
        "refuses all": {"schema": {"properties": {"country": {"minLength": 100}}}},
        "has a keyword that nobody judges": {"schema": {"properties": {"country": {"anyOf": [{}]}}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, pattern in PATTERNS.items():
            field = resource.get("schema", "properties", name)
            if not isinstance(field, Mapping) or field.get("type") != "string" or field.get("pattern") != pattern:
                yield f"does not bound {name!r} by the pattern {pattern}"
            elif field.keys() - KEYWORDS or field.get("not", GUARD) != GUARD:
                yield f"narrows {name!r} by more than its pattern and the guard against card numbers"

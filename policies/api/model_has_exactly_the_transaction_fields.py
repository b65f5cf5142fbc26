from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, remove

FIELDS = frozenset(
    ("transaction_id", "timestamp", "amount", "currency", "card_token", "merchant_id", "terminal_id", "country")
)
FREE_TEXT = {"type": "string"}


class ModelHasExactlyTheTransactionFields(Policy):
    """Every model describes exactly the fields of a transaction, all of them required.

    The API must not ask for what nobody needs (a card number, a security code, a name), and what a decision needs must
    not be missing.
    """

    id = "FRAUD_API_11"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Describe and require the eight fields of a transaction in stacks/schema.py."

    compliant = {"schema": {"properties": dict.fromkeys(FIELDS, FREE_TEXT), "required": sorted(FIELDS)}}
    violating = {
        "asks for a security code": {"schema": {"properties": {"cvv": FREE_TEXT}}},
        "has a field optional": remove("schema", "required", 0),
        "has every field optional": {"schema": {"required": None}},
        "requires what it does not describe": append("schema", "required", item="cvv"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        described = resource.get("schema", "properties")
        if not isinstance(described, Mapping) or described.keys() != FIELDS:
            yield "does not describe just the fields of a transaction"
        required = resource.get("schema", "required")
        if not isinstance(required, tuple) or sorted(map(str, required)) != sorted(FIELDS):
            yield "does not require each field of a transaction once"

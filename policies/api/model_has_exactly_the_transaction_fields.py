from collections.abc import Iterator, Mapping

from policies.api.shared.schema_edits import in_every_copy
from policies.aws.api_models import is_of_a_transaction
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, remove

REQUIRED = frozenset(("transaction_id", "timestamp", "amount", "currency", "card_token", "merchant_id", "country"))
# E-commerce has no terminal, and not everybody knows the rest.
OPTIONAL = frozenset(
    ("terminal_id", "merchant_name", "merchant_category_code", "entry_mode", "customer_token", "device_token")
)
FIELDS = REQUIRED | OPTIONAL
FREE_TEXT = {"type": "string"}


class ModelHasExactlyTheTransactionFields(Policy):
    """Every model describes exactly the fields of a transaction, and requires those that every payment has.

    The API must not ask for what nobody needs (a card number, a security code, a person's name), what a decision needs
    must not be missing, and what many payments do not have must not be asked of all.
    """

    id = "FRAUD_API_11"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Describe the thirteen fields of a transaction, and require the seven, in stacks/schema.py."

    compliant = {"schema": {"properties": dict.fromkeys(FIELDS, FREE_TEXT), "required": sorted(REQUIRED)}}
    violating = {
        "asks for a security code": {"schema": {"properties": {"cvv": FREE_TEXT}}},
        "asks for one everywhere": in_every_copy({"properties": {"cvv": FREE_TEXT}}),
        "has a field optional": remove("schema", "required", 0),
        "has every field optional": {"schema": {"required": None}},
        "requires what it does not describe": append("schema", "required", item="cvv"),
        "requires a terminal": append("schema", "required", item="terminal_id"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_of_a_transaction(resource)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        described = resource.get("schema", "properties")
        if not isinstance(described, Mapping) or described.keys() != FIELDS:
            yield "does not describe just the fields of a transaction"
        required = resource.get("schema", "required")
        if not isinstance(required, tuple) or sorted(map(str, required)) != sorted(REQUIRED):
            yield "does not require once each field that every transaction has, and no other"

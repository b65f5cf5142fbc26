from collections.abc import Iterator, Mapping

from policies.api.shared.schema_edits import in_every_copy
from policies.api.shared.schemas import RAW_NUMBER
from policies.aws.api_models import is_of_a_transaction
from policies.core import Policy, Resource, Severity, Stack, controls

CARD = "card_token"
IDENTIFIER = "^[A-Za-z0-9_-]{1,64}$"
PATTERNS = {
    **dict.fromkeys(("transaction_id", "merchant_id", "terminal_id", "customer_token", "device_token"), IDENTIFIER),
    CARD: "^[A-Za-z0-9_.:+/=-]{6,64}$",
    "currency": "^[A-Z]{3}$",
    "country": "^[A-Z]{2}$",
    "merchant_name": r"^[^\u0000-\u001f\u007f-\u009f<>{}\\^`|~]{1,128}$",
    "merchant_category_code": "^[0-9]{4}$",
    "entry_mode": "^([0-9]{2,3}|[a-z_]{2,32})$",
}
TEXT = {"type": "string", "title": "Text"}
KEYWORDS = {"type", "pattern", "not", "title", "description"}


class ModelBoundsEachText(Policy):
    """Every text in a transaction has the pattern that was agreed on: few characters, and no more than needed.

    A text of any length fills the logs and the table; one with any characters can carry markup, queries and names. Only
    a merchant's name has letters of any script. Narrower patterns refuse payments that banks and shops really send, and
    so does a guard against card numbers where digits alone name a payment or a shop.
    """

    id = "FRAUD_API_12"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = (
        "Give each text of stacks/schema.py the type string and its pattern of policies/api/model_bounds_each_text.py."
    )

    compliant = {"schema": {"properties": {name: {**TEXT, "pattern": PATTERNS[name]} for name in PATTERNS}}}
    violating = {
        "has a text without an end": {"schema": {"properties": {"merchant_id": {"pattern": "^[A-Za-z0-9_-]+$"}}}},
        "has one nowhere": in_every_copy({"properties": {"merchant_id": {"pattern": "^[A-Za-z0-9_-]+$"}}}),
        "takes the pattern anywhere in a text": {"schema": {"properties": {"currency": {"pattern": "[A-Z]{3}"}}}},
        "takes a number, which no pattern binds": {"schema": {"properties": {"country": {"type": "number"}}}},
        "takes either kind": {"schema": {"properties": {"country": {"type": ["string", "object"]}}}},
        "refuses some": {"schema": {"properties": {"country": {"not": {"enum": ["FR"]}}}}},
        "refuses shops named by digits": {"schema": {"properties": {"merchant_id": {"not": RAW_NUMBER}}}},
        "refuses them in every copy": in_every_copy({"properties": {"transaction_id": {"not": RAW_NUMBER}}}),
        "refuses all": {"schema": {"properties": {"country": {"minLength": 100}}}},
        "has a keyword that nobody judges": {"schema": {"properties": {"country": {"anyOf": [{}]}}}},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_of_a_transaction(resource)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, pattern in PATTERNS.items():
            field = resource.get("schema", "properties", name)
            if not isinstance(field, Mapping) or field.get("type") != "string" or field.get("pattern") != pattern:
                yield f"does not bound {name!r} by the pattern {pattern}"
            elif field.keys() - KEYWORDS or ("not" in field and (name, field["not"]) != (CARD, RAW_NUMBER)):
                yield f"narrows {name!r} by more than its pattern, and a card's token by the guard against raw numbers"

from collections.abc import Iterator, Mapping

from policies.api.shared.schema_edits import in_every_copy
from policies.api.shared.schemas import RAW_NUMBER
from policies.aws.api_models import is_of_a_transaction
from policies.core import Policy, Resource, Severity, Stack, controls

FIELD = "card_token"


class ModelRefusesRawNumbersAsCardToken(Policy):
    """A card's token is not 12 to 19 digits alone, as card numbers and network tokens are.

    Whoever takes the card's number for its token sends it in every request. At the API it is refused without a look at
    its check digit, and reaches neither the workflow nor its dead letters. Elsewhere digits alone may name a merchant
    or a payment: there the validator refuses what has an issuer's range, a scheme's length and the check digit.
    """

    id = "FRAUD_API_14"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Give card_token in stacks/schema.py its `not` of 12 to 19 digits without a letter."

    compliant = {"schema": {"properties": {FIELD: {"type": "string", "not": RAW_NUMBER}}}}
    violating = {
        "lets a card number be a token": {"schema": {"properties": {FIELD: {"not": None}}}},
        "lets it be one everywhere": in_every_copy({"properties": {FIELD: {"not": None}}}),
        "refuses them of one brand": {"schema": {"properties": {FIELD: {"not": {"pattern": "4[0-9]{15}"}}}}},
        "refuses them without separators": {"schema": {"properties": {FIELD: {"not": {"pattern": "^[0-9]{12,19}$"}}}}},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_of_a_transaction(resource)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        field = resource.get("schema", "properties", FIELD)
        if not isinstance(field, Mapping) or field.get("not") != RAW_NUMBER:
            yield f"lets {FIELD!r} be 12 to 19 digits alone, as a card number or a network token is"

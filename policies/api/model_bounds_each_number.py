from collections.abc import Iterator, Mapping

from policies.api.shared.schema_edits import in_every_copy
from policies.api.shared.schemas import largest, smallest
from policies.aws.api_models import is_of_a_transaction
from policies.core import Policy, Resource, Severity, Stack, controls

# Field: its type, the highest that its minimum may be, and its maximum: of an amount as many digits as in ISO 8583.
NUMBERS = {"amount": (("number", "string"), 0.0001, 10**12), "timestamp": ("integer", 1, 10**13 - 1)}
# An amount may be written as text too, which no minimum binds.
DECIMAL = r"^[0-9]{1,12}(\.[0-9]{1,18})?$"
AMOUNT = {"type": ["number", "string"], "minimum": 0.0001, "maximum": 10**12, "pattern": DECIMAL}
TIMESTAMP = {"type": "integer", "minimum": 1, "maximum": 10**13 - 1}
# The same bounds, by what lies just beyond them.
EXCLUDING = {
    "amount": {**AMOUNT, "title": "Amount", "minimum": 0, "exclusiveMinimum": True},
    "timestamp": {
        "type": "integer",
        "minimum": 0,
        "exclusiveMinimum": True,
        "maximum": 10**13,
        "exclusiveMaximum": True,
    },
}
KEYWORDS = {"type", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "title", "description"}


class ModelBoundsEachNumber(Policy):
    """Every number in a transaction has the smallest and the largest value that were agreed on.

    An amount of zero or less would never meet a rule on large amounts, and a timestamp of zero is the key of the marker
    that keeps transactions unique. Narrower bounds refuse the very transactions that most need a review: 5,000 dollars
    are ten digits of some currencies. An amount that is a text is a decimal in plain digits.
    """

    id = "FRAUD_API_13"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Bound amount to 0.0001 up to 10^12, timestamp to 1 up to 10^13 - 1, in stacks/schema.py."

    compliant = {"schema": {"properties": {"amount": AMOUNT, "timestamp": TIMESTAMP}}}
    given = {"aws_api_gateway_model.excluding": {"schema": {"properties": EXCLUDING}}}
    violating = {
        "takes an amount of zero": {"schema": {"properties": {"amount": {"minimum": 0}}}},
        "takes one everywhere": in_every_copy({"properties": {"amount": {"minimum": 0}}}),
        "takes any large amount": {"schema": {"properties": {"amount": {"maximum": None}}}},
        "takes fractions of a millisecond": {"schema": {"properties": {"timestamp": {"type": "number"}}}},
        "takes card numbers as a timestamp": {"schema": {"properties": {"timestamp": {"maximum": 10**16}}}},
        "takes no large amount": {"schema": {"properties": {"amount": {"maximum": 1_000_000}}}},
        "takes no small amount": {"schema": {"properties": {"amount": {"minimum": 0.01}}}},
        "takes no amount as text": {"schema": {"properties": {"amount": {"type": "number"}}}},
        "takes any text for an amount": {"schema": {"properties": {"amount": {"pattern": "^.*$"}}}},
        "takes an amount of a third type": {
            "schema": {"properties": {"amount": {"type": ["number", "string", "null"]}}}
        },
        "takes no first millisecond": {"schema": {"properties": {"timestamp": {"minimum": 2}}}},
        "has truth for a bound": {"schema": {"properties": {"timestamp": {"minimum": True}}}},
        "has a text for a bound": {"schema": {"properties": {"timestamp": {"minimum": "1"}}}},
        "takes no timestamp": {"schema": {"properties": {"timestamp": {"maximum": 0}}}},
        "says true in words": {"schema": {"properties": {"amount": {"minimum": 0, "exclusiveMinimum": "true"}}}},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_of_a_transaction(resource)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, (type_, low, high) in NUMBERS.items():
            field = resource.get("schema", "properties", name)
            pattern = None if isinstance(type_, str) else DECIMAL
            if not isinstance(field, Mapping) or field.get("type") != type_ or field.keys() - KEYWORDS:
                yield f"does not take {name!r} as {type_ if pattern is None else ' or '.join(type_)}"
            elif field.get("pattern") != pattern:
                yield f"does not bound {name!r} by the pattern {pattern}, and no other"
            elif not 0 < smallest(field) <= low or largest(field) != high:
                yield f"does not take each {name!r} from {low} to {high}, and no other"

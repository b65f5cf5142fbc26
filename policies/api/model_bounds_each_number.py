from collections.abc import Iterator, Mapping

from policies.api.shared.schemas import largest, smallest
from policies.core import Policy, Resource, Severity, Stack, controls

# Field: its type, the highest that its minimum may be, and its maximum.
NUMBERS = {"amount": ("number", 0.01, 1_000_000), "timestamp": ("integer", 1, 10**13 - 1)}
AMOUNT = {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1_000_000}
TIMESTAMP = {"type": "integer", "minimum": 1, "maximum": 10**13 - 1}
KEYWORDS = {"type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "title", "description"}


class ModelBoundsEachNumber(Policy):
    """Every number in a transaction has the smallest and the largest value that were agreed on.

    An amount of zero or less would never meet a rule on large amounts, and a timestamp of zero is the key of the marker
    that keeps transactions unique. Narrower bounds refuse the very transactions that most need a review.
    """

    id = "FRAUD_API_13"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Bound amount to 0.01 up to 1,000,000, timestamp to 1 up to 10^13 - 1, in stacks/schema.py."

    compliant = {"schema": {"properties": {"amount": AMOUNT, "timestamp": TIMESTAMP}}}
    violating = {
        "takes an amount of zero": {"schema": {"properties": {"amount": {"minimum": 0, "exclusiveMinimum": None}}}},
        "takes any large amount": {"schema": {"properties": {"amount": {"maximum": None}}}},
        "takes fractions of a millisecond": {"schema": {"properties": {"timestamp": {"type": "number"}}}},
        "takes card numbers as a timestamp": {"schema": {"properties": {"timestamp": {"maximum": 10**16}}}},
        "takes no large amount": {"schema": {"properties": {"amount": {"maximum": 4999}}}},
        "takes no small amount": {"schema": {"properties": {"amount": {"minimum": 6000}}}},
        "takes no timestamp": {"schema": {"properties": {"timestamp": {"maximum": 0}}}},
        "says true in words": {"schema": {"properties": {"amount": {"minimum": 0, "exclusiveMinimum": "true"}}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, (type_, low, high) in NUMBERS.items():
            field = resource.get("schema", "properties", name)
            if not isinstance(field, Mapping) or field.get("type") != type_ or field.keys() - KEYWORDS:
                yield f"does not take {name!r} as a plain {type_}"
            elif not 0 < smallest(field) <= low or largest(field) != high:
                yield f"does not take each {name!r} from {low} to {high}, and no other"

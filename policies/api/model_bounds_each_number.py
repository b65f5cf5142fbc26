from collections.abc import Iterator, Mapping

from policies.vocabulary.api import least, most
from policies.vocabulary.control import NIST_SI_10
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack

# Field: its type, and the largest value that it takes. The smallest is above zero.
NUMBERS = {"amount": ("number", 1_000_000), "timestamp": ("integer", 10**13 - 1)}
KEYWORDS = {"type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "title", "description"}


class ModelBoundsEachNumber(Policy):
    """Every number in a transaction has a smallest and a largest value.

    An amount of zero or less would pass beneath every rule on large amounts, and a timestamp of zero is the key of
    the marker that keeps transactions unique.
    """

    id = "FRAUD_API_13"
    severity = Severity.HIGH
    controls = (NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    remediation = "Bind amount above 0 and up to 1,000,000, timestamp above 0 and below 10^13, in stacks/schema.py."

    compliant = {
        "schema": {
            "properties": {
                "amount": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1_000_000},
                "timestamp": {"type": "integer", "minimum": 1, "maximum": 10**13 - 1},
            }
        }
    }
    violating = {
        "takes negative amounts": {"schema": {"properties": {"amount": {"minimum": -1}}}},
        "takes an amount of zero": {"schema": {"properties": {"amount": {"minimum": 0, "exclusiveMinimum": None}}}},
        "takes any large amount": {"schema": {"properties": {"amount": {"maximum": None}}}},
        "takes fractions of a millisecond": {"schema": {"properties": {"timestamp": {"type": "number"}}}},
        "takes card numbers as a timestamp": {"schema": {"properties": {"timestamp": {"maximum": 10**16}}}},
        "says true in words": {"schema": {"properties": {"amount": {"minimum": 0, "exclusiveMinimum": "true"}}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, (kind, largest) in NUMBERS.items():
            field = resource.get("schema", "properties", name)
            if not isinstance(field, Mapping) or field.get("type") != kind or field.keys() - KEYWORDS:
                yield f"does not take {name!r} as a plain {kind}"
            elif least(field) <= 0 or most(field) > largest:
                yield f"does not keep {name!r} above 0 and up to {largest}"

"""Reading a model's JSON schema: which numbers it takes, and what keeps card numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from policies.core.strict_json import Json

# What a text must refuse so that it holds no card number; API Gateway is known to apply this form.
GUARD: Mapping[str, Json] = {"pattern": "[0-9]{13}"}


def smallest(field: Mapping[str, Json]) -> float:
    """The smallest number that a schema of draft 4 takes; just above its minimum where that is excluded."""
    return _bound(field, "minimum", 1)


def largest(field: Mapping[str, Json]) -> float:
    """The largest number that a schema of draft 4 takes; just below its maximum where that is excluded."""
    return _bound(field, "maximum", -1)


def _bound(field: Mapping[str, Json], side: str, inwards: int) -> float:
    bound = field.get(side)
    # JSON's true is an int in Python, and no bound.
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        return -inwards * inf
    excluded = field.get(f"exclusive{side.title()}") is True
    step = 1 if field.get("type") == "integer" else 1e-9
    return bound + inwards * step if excluded else bound

"""Reading an API's parts: what refers to what, and which numbers a schema takes."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from policies.core import Stack
from policies.core.strict_json import Json

# What a text must refuse so that it holds no card number; this form has been proved on API Gateway.
GUARD: Mapping[str, Json] = {"pattern": "[0-9]{13}"}


def refers(value: Json, type_: str, attribute: str, stack: Stack) -> bool:
    """Whether the whole value is a reference to this attribute of a resource of this type in the stack."""
    found = stack.resolve(value, attribute)
    return found is not None and found.type == type_


def least(field: Mapping[str, Json]) -> float:
    """The smallest number that a schema of draft 4 takes; just above it where the bound itself is excluded."""
    return _bound(field, "minimum", 1)


def most(field: Mapping[str, Json]) -> float:
    """The largest number that a schema of draft 4 takes; just below it where the bound itself is excluded."""
    return _bound(field, "maximum", -1)


def _bound(field: Mapping[str, Json], side: str, inwards: int) -> float:
    bound = field.get(side)
    # JSON's true is an int in Python, and no bound.
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        return -inwards * inf
    excluded = field.get(f"exclusive{side.title()}") is True
    step = 1 if field.get("type") == "integer" else 1e-9
    return bound + inwards * step if excluded else bound

"""Reading a model's JSON schema: which numbers it takes, and what keeps card numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

from policies.core.strict_json import Json

# What a card's token must not be: as many digits as card numbers have, and no letter. API Gateway is known to apply
# this form.
RAW_NUMBER: Mapping[str, Json] = {"pattern": "^([^A-Za-z0-9]*[0-9]){12,19}[^A-Za-z0-9]*$"}


def smallest(field: Mapping[str, Json]) -> float:
    """The smallest number that a schema of draft 4 takes; just above its minimum where that is excluded.

    It is not a number, which compares with none, where the schema does not say it.
    """
    return _bound(field, "minimum", 1)


def largest(field: Mapping[str, Json]) -> float:
    """The largest number that a schema of draft 4 takes; just below its maximum where that is excluded.

    It is not a number, which compares with none, where the schema does not say it.
    """
    return _bound(field, "maximum", -1)


def _bound(field: Mapping[str, Json], side: str, inwards: int) -> float:
    bound = field.get(side)
    # JSON's true is an int in Python, and no bound.
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        return nan
    excluded = field.get(f"exclusive{side.title()}") is True
    step = 1 if field.get("type") == "integer" else 1e-9
    return bound + inwards * step if excluded else bound

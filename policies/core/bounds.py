"""Numbers within bounds; a text, a list or a truth value is never within them."""

from __future__ import annotations

from math import inf
from typing import TypeGuard

from policies.core.strict_json import Json


def whole(value: Json, low: int, high: float = inf) -> TypeGuard[int]:
    """Whether the value is a whole number from `low` to `high`, both included; true is no number."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def number(value: Json, low: float, high: float) -> TypeGuard[int | float]:
    """Whether the value is a number from `low` to `high`, both included; true is no number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

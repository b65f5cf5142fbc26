"""The values of an item as DynamoDB writes it: `{"score": {"N": "0.5"}}`."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

Item = Mapping[str, Any]


def text(item: Item, name: str, kind: str = "S") -> str:
    """The value of an attribute of this type; empty where it has none."""
    attribute = item.get(name)
    value = attribute.get(kind, "") if isinstance(attribute, Mapping) else ""
    return value if isinstance(value, str) else ""


def whole(item: Item, name: str) -> int:
    """A whole number; 0 where there is none."""
    return int(text(item, name, "N") or 0)


def number(written: str) -> float | None:
    """The number in a text; None for what is none, as null is for an amount that nobody could convert."""
    try:
        found = float(written)
    except ValueError:
        return None
    return found if isfinite(found) else None

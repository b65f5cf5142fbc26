"""What a transaction and its analysis hold, each with its types: what differs is no letter of this system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Types = Mapping[str, tuple[type, ...]]
TEXT, NUMBER = (str,), (int, float)
# What the workflow tells of a transaction and of its analysis in its event; each with its types.
PUBLISHED: dict[str, tuple[type, ...]] = {
    "transaction_id": TEXT,
    "timestamp": (int,),
    "amount": NUMBER,
    "currency": TEXT,
    "merchant_id": TEXT,
    "country": TEXT,
}
# What a caller must send: an amount may be a text.
FIELDS: Types = {**PUBLISHED, "amount": (*NUMBER, *TEXT), "card_token": TEXT}
# What a caller may leave out; the validator puts an empty text in its place.
OPTIONAL: Types = dict.fromkeys(
    ("terminal_id", "merchant_name", "merchant_category_code", "entry_mode", "customer_token", "device_token"), TEXT
)
# Null where nobody knows it, and where the letter is older than the field: then a person reviews the transaction.
DOLLARS: dict[str, tuple[type, ...]] = {"amount_usd": (*NUMBER, type(None))}
VERDICT: Types = {"decision": TEXT, "score": NUMBER, "reasons": (list,)}
# The API lets no other in.
KEY_ID = re.compile(r"[A-Za-z0-9-]{1,40}")
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def of_types(value: Any, types: Types) -> dict[str, Any]:
    """What the value says under these names; raises KeyError or TypeError where that is not of its type."""
    for name, expected in types.items():
        if type(value[name]) not in expected:
            raise TypeError(name)
    return {name: value[name] for name in types}


def as_sent(transaction: Mapping[str, Any]) -> dict[str, Any]:
    """The body that the caller sent, of a transaction validated or not; raises KeyError or TypeError as above."""
    optional = of_types({name: transaction.get(name, "") for name in OPTIONAL}, OPTIONAL)
    return of_types(transaction, FIELDS) | {name: value for name, value in optional.items() if value}


def as_published(transaction: Mapping[str, Any]) -> dict[str, Any]:
    """What the event holds of a transaction; raises KeyError or TypeError as above."""
    return of_types({"amount_usd": None, **transaction}, PUBLISHED | DOLLARS)


def text(value: Any) -> str:
    """The value where it is a text; else an empty one."""
    return value if isinstance(value, str) else ""

"""What a transaction and its analysis hold, each with its types: what differs is no letter of this system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Types = Mapping[str, tuple[type, ...]]
TEXT, NUMBER = (str,), (int, float)
# What a transaction holds, and of it and of its analysis what the workflow tells in its event; each with its types.
PUBLISHED: Types = {
    "transaction_id": TEXT,
    "timestamp": (int,),
    "amount": NUMBER,
    "currency": TEXT,
    "merchant_id": TEXT,
    "country": TEXT,
}
FIELDS: Types = {**PUBLISHED, "card_token": TEXT}
# What the caller may leave out; the validator then says so by an empty text.
OPTIONAL: Types = dict.fromkeys(
    (
        *("terminal_id", "merchant_name", "merchant_category_code", "entry_mode"),
        *("customer_token", "device_token"),
    ),
    TEXT,
)
VERDICT: Types = {"decision": TEXT, "score": NUMBER, "reasons": (list,)}
# The API lets no other in.
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def of_types(value: Any, types: Types) -> dict[str, Any]:
    """What the value says under these names; raises KeyError or TypeError where that is not of its type."""
    for name, expected in types.items():
        if type(value[name]) not in expected:
            raise TypeError(name)
    return {name: value[name] for name in types}


def text(value: Any) -> str:
    """The value where it is a text; else an empty one."""
    return value if isinstance(value, str) else ""

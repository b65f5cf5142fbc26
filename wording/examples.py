"""Payments to fill a template with: a usual one, and one that takes as much room as any can."""

from __future__ import annotations

from typing import Any

# To fewer characters no id is shortened, so that nothing can be shorter than this where a message is too long.
SHORTENED = "x" * 8
_TRANSACTIONS: dict[str, dict[str, Any]] = {
    "usual": {
        "transaction_id": "t-20261126-0815",
        "amount_text": "1234.50",
        "currency": "USD",
        "merchant_id": "grocer-7",
        "country": "US",
    },
    # Twelve digits before the point and four behind it are the most that the API lets in.
    "longest": {
        "transaction_id": SHORTENED,
        "amount_text": "999999999999.9999",
        "currency": "USD",
        "merchant_id": SHORTENED,
        "country": "US",
    },
}
_HELD_BACK = {"usual": 0, "longest": 999}


# As long as each one, and of no alert.
_CODE = "00000000-0000-4000-8000-000000000000" + "0" * 8
LONGEST_ID = 64


def event(name: str) -> dict[str, Any]:
    """What the workflow would pass of the payment `usual` or `longest`."""
    return {
        "transaction": dict(_TRANSACTIONS[name]),
        "analysis": {"decision": "decline", "held_back": _HELD_BACK[name]},
        "code": _CODE,
    }


def identified(length: int) -> dict[str, Any]:
    """The usual payment, with an id of so many characters."""
    asked = event("usual")
    asked["transaction"]["transaction_id"] = "t" * length
    return asked

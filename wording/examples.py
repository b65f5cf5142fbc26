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


def event(name: str) -> dict[str, Any]:
    """What the workflow would pass of the payment `usual` or `longest`."""
    return {
        "transaction": dict(_TRANSACTIONS[name]),
        "analysis": {"decision": "decline", "held_back": _HELD_BACK[name]},
    }

"""Rows of the table `transactions` as payments: as DynamoDB exports them, a line each, or as a scan gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from backtest.fields import country, dollars, given, label, milliseconds, word
from backtest.figures import DECISIONS
from backtest.payment import OK, Payment
from training import export_lines

# The attributes that are read, each with its type in DynamoDB; another type is no row of the system's.
NEEDED = {"transaction_id": "S", "timestamp": "N", "merchant_id": "S", "conversion": "S", "amount_usd_text": "S"}
OPTIONAL = dict.fromkeys(("card_token", "terminal_id", "country", "entry_mode", "decision", "reported"), "S")
OPTIONAL |= {"reported_at": "N"}
ATTRIBUTES = NEEDED | OPTIONAL
# Why there is no amount in dollars, as the validator says it.
CONVERSIONS = (OK, "currency_not_listed", "rates_outdated")
MARKER = "0"
REMEDY = "export the table's rows again, or leave the line out"


def payments(file: Path) -> Iterator[Payment]:
    """Yield the payments of an export, `{"Item": {...}}` a line; ValueError names file, line, reason and remedy."""
    return export_lines.read(file, of, remedy=REMEDY)


def of(item: Mapping[str, Any]) -> Payment | None:
    """Read a row; None for a marker, and for a row whose card was erased. ValueError says what it lacks."""
    if _text(item, "timestamp") == MARKER or "card_token" not in item:
        return None
    row = {name: _text(item, name) for name in ATTRIBUTES}
    if row["conversion"] not in CONVERSIONS or row["decision"] not in ("", *DECISIONS):
        raise ValueError("conversion or decision is none of the system's words")
    return Payment(
        id=given("transaction_id", row["transaction_id"]),
        at=milliseconds("timestamp", row["timestamp"]),
        amount=dollars("amount_usd_text", row["amount_usd_text"]) if row["conversion"] == OK else None,
        card=given("card_token", row["card_token"]),
        merchant=given("merchant_id", row["merchant_id"]),
        terminal=word("terminal_id", row["terminal_id"]),
        country=country("country", row["country"]),
        entry_mode=word("entry_mode", row["entry_mode"]),
        fraud=label("reported", row["reported"]),
        reported_at=milliseconds("reported_at", row["reported_at"]) if row["reported_at"] else None,
        conversion=row["conversion"],
        decided=row["decision"],
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    """Return an attribute's text; empty where it may be left out and is."""
    if name not in item and name in OPTIONAL:
        return ""
    written = item.get(name)
    if not isinstance(written, Mapping) or not isinstance(written.get(ATTRIBUTES[name]), str):
        raise ValueError(f"{name} is missing, or not of DynamoDB's type {ATTRIBUTES[name]}")
    return str(written[ATTRIBUTES[name]])

"""Rows of the table `transactions`, as DynamoDB writes them, read strictly: each is a payment with its verdict.

The export for the training and the backtest read them here.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lambdas.fraud_analyzer.scoring import Decision

from . import export_lines
from .fields import LONGEST, country, dollars, given, milliseconds, word

# Each attribute that is read, with its type; those below may be left out.
NEEDED = {"transaction_id": "S", "timestamp": "N", "conversion": "S", "merchant_id": "S", "decision": "S"}
OPTIONAL = dict.fromkeys(("amount_usd_text", "card_token", "terminal_id", "country", "entry_mode"), "S")
OPTIONAL |= {"reported": "S", "reported_by": "S", "reported_at": "N"}
ATTRIBUTES = NEEDED | OPTIONAL
MARKER, CONVERTED, UNCONVERTED = "0", "ok", ("currency_not_listed", "rates_outdated")
DECISIONS = tuple(decision.name.lower() for decision in Decision)
VERDICTS = {"": None, "fraud": True, "genuine": False}
REPORTERS = ("", "customer", "chargeback", REVIEWER := "reviewer")
REMEDY = "correct it, or leave it out"
_ENTRY_MODE = re.compile(r"[A-Za-z0-9_]{0,32}", re.ASCII)


class Row(NamedTuple):
    """A payment at `at` (milliseconds), of a card, and what was said of it; `fraud` is None where nobody said anything.

    `amount` is None where it was not worth a known number of dollars, as `conversion` says, and `card` empty where it
    was erased.
    """

    id: str
    at: int
    amount: float | None
    conversion: str
    card: str
    terminal: str
    merchant: str
    country: str
    entry_mode: str
    decision: str
    fraud: bool | None
    reported_at: int | None
    by_reviewer: bool


def rows(file: Path) -> Iterator[Row]:
    """Yield the rows of an export, an item a line; ValueError names file, line, reason and remedy."""
    return export_lines.read(file, of, remedy=REMEDY)


def of(item: Mapping[str, Any]) -> Row | None:
    """Read an item; None for a marker, which is no payment. ValueError says what is wrong, and repeats no value."""
    if _text(item, "timestamp") == MARKER:
        return None
    texts = {name: _text(item, name) for name in ATTRIBUTES}
    if texts["conversion"] not in (CONVERTED, *UNCONVERTED) or texts["decision"] not in DECISIONS:
        raise ValueError("conversion or decision is none of the system's words")
    if texts["reported"] not in VERDICTS or bool(texts["reported"]) is not bool(texts["reported_at"]):
        raise ValueError("reported is neither fraud nor genuine, or reported_at is missing, or alone")
    if texts["reported_by"] not in REPORTERS or not _ENTRY_MODE.fullmatch(texts["entry_mode"]):
        raise ValueError("reported_by or entry_mode is none of the system's words")
    return Row(
        id=given("transaction_id", texts["transaction_id"]),
        at=milliseconds("timestamp", texts["timestamp"]),
        amount=dollars("amount_usd_text", texts["amount_usd_text"]) if texts["conversion"] == CONVERTED else None,
        conversion=texts["conversion"],
        card=given("card_token", texts["card_token"]) if "card_token" in item else "",
        terminal=word("terminal_id", texts["terminal_id"]),
        merchant=given("merchant_id", texts["merchant_id"]),
        country=country("country", texts["country"]),
        entry_mode=texts["entry_mode"],
        decision=texts["decision"],
        fraud=VERDICTS[texts["reported"]],
        reported_at=milliseconds("reported_at", texts["reported_at"]) if texts["reported_at"] else None,
        by_reviewer=texts["reported_by"] == REVIEWER,
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    """Return an attribute's text; empty where it may be left out and is."""
    attribute = item.get(name, {ATTRIBUTES[name]: ""} if name in OPTIONAL else None)
    text = attribute.get(ATTRIBUTES[name]) if isinstance(attribute, Mapping) and len(attribute) == 1 else None
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ValueError(f"{name} is missing, too long, or not of DynamoDB's type {ATTRIBUTES[name]}")
    return text

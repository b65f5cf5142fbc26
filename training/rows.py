"""Rows of the table `transactions`, as DynamoDB writes them, read strictly: each is a payment with its verdict."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from training import export_lines

# Each attribute that is read, with its type; those below may be left out.
NEEDED = {"transaction_id": "S", "timestamp": "N", "conversion": "S", "merchant_id": "S", "decision": "S"}
OPTIONAL = dict.fromkeys(("amount_usd_text", "card_token", "terminal_id", "country", "entry_mode"), "S")
OPTIONAL |= {"reported": "S", "reported_by": "S", "reported_at": "N"}
ATTRIBUTES = NEEDED | OPTIONAL
MARKER, CONVERTED, UNCONVERTED = "0", "ok", ("currency_not_listed", "rates_outdated")
VERDICTS = {"fraud": True, "genuine": False}
LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000)
LONGEST = 128
REMEDY = "correct it, or leave it out"
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
_COUNTRY, _WORDS = re.compile(r"([A-Z]{2})?", re.ASCII), re.compile(r"[A-Za-z0-9_]{0,32}", re.ASCII)


class Row(NamedTuple):
    """A payment at `at` (milliseconds), of a card, and what was said of it; `fraud` is None where nobody said anything.

    `amount` is None where it was not worth a known number of dollars, and `card` empty where it was erased.
    """

    at: int
    amount: float | None
    card: str
    terminal: str
    merchant: str
    country: str
    entry_mode: str
    decision: str
    fraud: bool | None
    reported_at: int | None


def rows(file: Path) -> Iterator[Row]:
    """Yield the rows of an export, an item a line; ValueError names file, line, reason and remedy."""
    return export_lines.read(file, of, remedy=REMEDY)


def of(item: Mapping[str, Any]) -> Row | None:
    """Read an item; None for a marker, which is no payment. ValueError says what is wrong, and repeats no value."""
    if _text(item, "timestamp") == MARKER:
        return None
    texts = {name: _text(item, name) for name in ATTRIBUTES}
    if not texts["transaction_id"] or not texts["merchant_id"] or texts["conversion"] not in (CONVERTED, *UNCONVERTED):
        raise ValueError("transaction_id or merchant_id is empty, or conversion is none of the system's words")
    if texts["reported"] not in ("", *VERDICTS) or bool(texts["reported"]) is not bool(texts["reported_at"]):
        raise ValueError("reported is neither fraud nor genuine, or has no time")
    if not _COUNTRY.fullmatch(texts["country"]) or not all(
        _WORDS.fullmatch(texts[n]) for n in ("entry_mode", "decision")
    ):
        raise ValueError("country, entry_mode or decision is none of the system's words")
    return Row(
        at=_milliseconds("timestamp", texts["timestamp"]),
        amount=_dollars(texts["amount_usd_text"]) if texts["conversion"] == CONVERTED else None,
        card=texts["card_token"],
        terminal=texts["terminal_id"],
        merchant=texts["merchant_id"],
        country=texts["country"],
        entry_mode=texts["entry_mode"],
        decision=texts["decision"],
        fraud=VERDICTS.get(texts["reported"]),
        reported_at=_milliseconds("reported_at", texts["reported_at"]) if texts["reported_at"] else None,
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    attribute = item.get(name, {ATTRIBUTES[name]: ""} if name in OPTIONAL else None)
    text = attribute.get(ATTRIBUTES[name]) if isinstance(attribute, Mapping) and len(attribute) == 1 else None
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ValueError(f"{name} is missing, too long, or not of DynamoDB's type {ATTRIBUTES[name]}")
    return text


def _milliseconds(name: str, text: str) -> int:
    if not _WHOLE.fullmatch(text) or not 0 < int(text) < LATEST:
        raise ValueError(f"{name} is no time from 1970 to 2099 in milliseconds")
    return int(text)


def _dollars(text: str) -> float:
    if not _AMOUNT.fullmatch(text) or not float(text) <= 1e15:
        raise ValueError("amount_usd_text is no amount in dollars")
    return float(text)

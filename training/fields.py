"""The texts of a recorded payment, read strictly: each reader says what is wrong with a text, and never repeats it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

LONGEST = 128
# Milliseconds: of no earlier or later payment can the analyzer keep a history.
EARLIEST, LATEST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000) for year in (1970, 2100))
MOST_DOLLARS = 1e15
LABELS = {"1": True, "True": True, "0": False, "False": False, "": None}
_AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_COUNTRY = re.compile(r"([A-Z]{2})?", re.ASCII)
_WHOLE = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)


def dollars(name: str, text: str) -> float:
    """Read an amount; ValueError for none, or one that no payment has."""
    if not _AMOUNT.fullmatch(text) or not float(text) <= MOST_DOLLARS:
        raise ValueError(f"{name} is no amount in dollars, as 12.50")
    return float(text)


def moment(name: str, text: str) -> int:
    """Read a date with a time, in UTC where it names no zone, as milliseconds."""
    try:
        read = datetime.fromisoformat(text)
        at = read if read.tzinfo else read.replace(tzinfo=UTC)
        return _in_time(name, int(at.timestamp() * 1000))
    except (ValueError, OverflowError):
        raise ValueError(f"{name} is no time from 1970 to 2099, as 2026-11-26 10:15:30") from None


def milliseconds(name: str, text: str) -> int:
    """Read milliseconds since the epoch."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{name} is no whole number of milliseconds")
    return _in_time(name, int(text))


def label(name: str, text: str) -> bool | None:
    """Read whether a payment is fraud; None where nothing is said."""
    if text not in LABELS:
        raise ValueError(f"{name} is neither 1 (fraud) nor 0 (genuine), nor empty (not known)")
    return LABELS[text]


def country(name: str, text: str) -> str:
    """Read an ISO 3166 code, or nothing."""
    if not _COUNTRY.fullmatch(text):
        raise ValueError(f"{name} is no country of two capital letters, as US")
    return text


def word(name: str, text: str) -> str:
    """Read an id or another short text, or nothing."""
    if len(text) > LONGEST or not text.isprintable():
        raise ValueError(f"{name} is longer than {LONGEST} characters, or holds one that cannot be printed")
    return text


def given(name: str, text: str) -> str:
    """Read a text that must be there."""
    if not text:
        raise ValueError(f"{name} is empty")
    return word(name, text)


def _in_time(name: str, at: int) -> int:
    if not EARLIEST <= at < LATEST:
        raise ValueError(f"{name} is no time from 1970 to 2099")
    return at

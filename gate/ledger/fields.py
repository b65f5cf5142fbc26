"""The fields of an entry: each of one kind and bounded, or it is no entry's."""

from __future__ import annotations

import re
from typing import Any

MOST = 999_999
LONGEST_WORDS = 200
OTHER_FORM = "is no entry in the form in which the gate writes it"


class BrokenEntry(ValueError):
    """It is no entry of the ledger; the message says why, in one line."""


def words(value: Any, name: str) -> str:
    """A text of one line that a terminal can show, not empty and not long; raises BrokenEntry."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > LONGEST_WORDS:
        raise BrokenEntry(f"is no entry: {name} must be a line of 1 to {LONGEST_WORDS} characters, none a control one")
    return value


def count(value: Any, name: str) -> int:
    """A whole number that is not too large; raises BrokenEntry."""
    if type(value) is not int or not 0 <= value <= MOST:
        raise BrokenEntry(f"is no entry: {name} must be a whole number up to {MOST:,}")
    return value


def yes_or_no(value: Any, name: str) -> bool:
    """True or false, and no number in their place; raises BrokenEntry."""
    if not isinstance(value, bool):
        raise BrokenEntry(f"is no entry: {name} must be true or false")
    return value


def matching(form: re.Pattern[str], value: Any, name: str) -> str:
    """A text of this form; raises BrokenEntry."""
    if not isinstance(value, str) or not form.fullmatch(value):
        raise BrokenEntry(f"is no entry: {name} has not the form that it must have")
    return value


def refuse_many(**kinds: tuple[Any, int]) -> None:
    """Raises BrokenEntry where there are more of a kind than there can be."""
    for name, (found, most) in kinds.items():
        if len(found) > most:
            raise BrokenEntry(f"is no entry: it has more than {most:,} {name}")

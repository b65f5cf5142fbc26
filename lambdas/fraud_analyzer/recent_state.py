"""What the rules remember of a card as the list that is stored: `read` gives back exactly what was `written`."""

from typing import Any

from .recent import Recent

VERSION = 1
# Milliseconds, and dollars, beyond any payment: a state that holds more was not written here.
LARGEST = 10**15
# The types that a state is written in: the version, then the fields in their order.
SHAPE = (int, int, int, float, float, float, float, float, int, str, int, str, int, str, int)


def written(recent: Recent) -> list[object]:
    """Return the state as a list for JSON; `read` gives back exactly the same."""
    counts = (recent.payments, recent.payments_10m, recent.just_below_1d, recent.large_parts_1d)
    amounts = (recent.largest, recent.held, recent.held_at)
    lately = (recent.country, recent.country_at, recent.earlier, recent.earlier_at)
    return [VERSION, recent.at, *counts, *amounts, *lately, recent.stood, recent.stood_at]


def read(values: Any) -> Recent:
    """Read what `written` wrote; ValueError for anything else, without repeating it."""
    if isinstance(values, list) and tuple(map(_kind, values)) == SHAPE and values[0] == VERSION:
        return Recent(*values[1:])
    raise ValueError("card: what the rules remember is not of this version's shape; have the state written anew")


def _kind(value: object) -> object:
    """The type of a counter, a time or a country; None for what is none. NaN and infinities compare with nothing."""
    if type(value) is float:
        return float if 0 <= value <= LARGEST else None
    if type(value) is int:
        return int if 0 <= value <= LARGEST else None
    return str if isinstance(value, str) and len(value) <= 2 else None

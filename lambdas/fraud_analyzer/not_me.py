"""That a card's customer said *not me* of one of its payments, by the code of an alert, and how long that is heeded.

It stands at the card's item beside its state, and a report writes it: a card that nobody has counted yet may have it.
"""

from collections.abc import Mapping

from .recent import MILLISECONDS_PER_DAY

SAID_AT, SAID_BY = "not_me_at", "not_me_by"
HEEDED_DAYS = 30
# Milliseconds beyond any report.
LATEST = 10**15
_BESIDE = frozenset({"key", "expires", SAID_AT, SAID_BY})


def said_at(item: Mapping[str, object]) -> int:
    """When it was said last, in milliseconds; 0 where nobody did. ValueError for what no report writes."""
    if SAID_AT not in item:
        return 0
    attribute = item[SAID_AT]
    text = attribute.get("N") if isinstance(attribute, dict) and len(attribute) == 1 else None
    if isinstance(text, str) and text.isascii() and text.isdecimal() and 0 < int(text) <= LATEST:
        return int(text)
    raise ValueError("history: when a customer said not me is no time")


def is_all(item: Mapping[str, object]) -> bool:
    """Whether nothing else is known of a card."""
    return SAID_AT in item and item.keys() <= _BESIDE


def days_left(said: int, now: int) -> float:
    """For how many more days it is heeded; 0 where it is not. What clocks put into the future was said just now."""
    if not said:
        return 0.0
    return max(0.0, HEEDED_DAYS - max(0, now - said) / MILLISECONDS_PER_DAY)

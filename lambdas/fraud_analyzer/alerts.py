"""Which of a card's flagged payments alert its customer: those that tell more than the last alert within the hour.

Nothing wakes this function later: what is held back is counted, and the next alert says how many, whenever it comes.
"""

from dataclasses import dataclass
from typing import Any

from .scoring import Decision

WINDOW = 3_600_000
# US dollars. From one to the next an amount is five times as large: more than a customer who was told of one expects.
BANDS_USD = (50, 250, 1_250, 6_250, 31_250, 156_250)
# More than a card can have in the hour that an alert covers; a count has no use for a larger number.
MOST_HELD_BACK = 999

VERSION = 1
# Milliseconds beyond any payment: a state that holds more was not written here.
LATEST = 10**15
FLAGGED = (Decision.REVIEW, Decision.DECLINE)


@dataclass(frozen=True, slots=True)
class LastAlert:
    """What the customer of a card was last told, and how many payments were held back from them since.

    `at` is in milliseconds since the epoch, UTC; `LastAlert()` is of a card without an alert.
    """

    at: int = 0
    decision: Decision = Decision.APPROVE
    band: int = 0
    held_back: int = 0


NEVER_ALERTED = LastAlert()


def band(amount_usd: float) -> int:
    """Return in which band an amount is: 0 below the first."""
    return sum(amount_usd >= first for first in BANDS_USD)


def is_news(last: LastAlert, decision: Decision, amount_usd: float, at: int) -> bool:
    """Whether decision or band rises, or the hour of the last alert is over; a time far ahead was never told."""
    rises = decision > last.decision or band(amount_usd) > last.band
    return rises or abs(at - last.at) >= WINDOW


def after(last: LastAlert, decision: Decision, amount_usd: float, at: int, *, alerted: bool) -> LastAlert:
    """Return what is remembered after a flagged payment, of which the customer was alerted or not."""
    if alerted:
        return LastAlert(at, decision, band(amount_usd))
    return LastAlert(last.at, last.decision, last.band, min(last.held_back + 1, MOST_HELD_BACK))


def written(last: LastAlert) -> list[object]:
    """Return it as a list for JSON; `read` gives back exactly the same."""
    return [VERSION, last.at, int(last.decision), last.band, last.held_back]


def read(values: Any) -> LastAlert:
    """Read what `written` wrote; ValueError for anything else, without repeating it."""
    whole = isinstance(values, list) and len(values) == 5 and all(type(value) is int for value in values)
    if whole and values[0] == VERSION:
        _, at, decision, height, held_back = values
        known = 0 < at <= LATEST and decision in FLAGGED and 0 <= height <= len(BANDS_USD)
        if known and 0 <= held_back <= MOST_HELD_BACK:
            return LastAlert(at, Decision(decision), height, held_back)
    raise ValueError("card: its last alert is not of this version's shape; have the state written anew")

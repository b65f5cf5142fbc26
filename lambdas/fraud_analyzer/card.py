"""What is remembered of a card: counters that fade, so that one payment updates them in constant time."""

from dataclasses import dataclass
from json import dumps, loads
from math import exp, isfinite
from typing import Any

VERSION = 1
LONGEST_STATE = 2000
MILLISECONDS_PER_DAY = 86_400_000
# An amount teaches the profile at most so many times what is usual, and one that was flagged hardly more than usual.
CLIP, FLAGGED_CLIP = 3.0, 1.5
# Without a profile there is nothing to compare with: a first amount that was flagged teaches so many dollars at most.
FLAGGED_FIRST = 200.0
UNUSUAL = 3.0
# A fraud within so many times what is usual does not stand out on its card.
ORDINARY = 2.0
# A count that has faded below this says nothing any more, and a mean of it would be noise.
FORGOTTEN = 1e-3


@dataclass(frozen=True, slots=True)
class Card:
    """A card's counters as they were at `at` (milliseconds since the epoch, UTC); `Card()` was never seen.

    A counter's name says within how many days it fades to 1/e. Amounts are US dollars. `country` is that of the last
    payment.
    """

    at: int = 0
    country: str = ""
    payments_1d: float = 0.0
    payments_30d: float = 0.0
    amounts_30d: float = 0.0
    clipped_30d: float = 0.0
    unusual_7d: float = 0.0

    def usual(self) -> float:
        """Return the mean amount, clipped; 0.0 where nothing is known of it."""
        return self.clipped_30d / self.payments_30d if self.payments_30d > FORGOTTEN else 0.0


# The types that a state is written in: the version, then the fields in their order.
SHAPE = (int, int, str, float, float, float, float, float)


def faded(card: Card, at: int) -> Card:
    """Return the card as it stands at a later time, before the payment; time that goes backwards counts as none."""
    days = max(at - card.at, 0) / MILLISECONDS_PER_DAY
    day, week, month = exp(-days), exp(-days / 7), exp(-days / 30)
    return Card(
        max(at, card.at),
        card.country,
        card.payments_1d * day,
        card.payments_30d * month,
        card.amounts_30d * month,
        card.clipped_30d * month,
        card.unusual_7d * week,
    )


def after(card: Card, *, at: int, amount_usd: float, country: str, flagged: bool) -> Card:
    """Return the card after one more payment; an amount that was flagged is clipped before it teaches the profile."""
    now = faded(card, at)
    usual = now.usual()
    clip = FLAGGED_CLIP if flagged else CLIP
    most = clip * usual if usual else (FLAGGED_FIRST if flagged else amount_usd)
    clipped = min(amount_usd, most)
    return Card(
        now.at,
        country,
        now.payments_1d + 1,
        now.payments_30d + 1,
        now.amounts_30d + (clipped if flagged else amount_usd),
        now.clipped_30d + clipped,
        now.unusual_7d + is_unusual(now, amount_usd),
    )


def is_unusual(card: Card, amount_usd: float) -> bool:
    """Whether an amount is far above what is usual for the card; a card without a profile has no unusual amount."""
    usual = card.usual()
    return usual > 0 and amount_usd > UNUSUAL * usual


def is_ordinary(card: Card, amount_usd: float) -> bool:
    """Whether an amount is within what is usual for the card; so is any for a card without a profile."""
    usual = card.usual()
    return not usual or amount_usd <= ORDINARY * usual


def written(card: Card) -> str:
    """Return the state as compact JSON; `read` gives back exactly the same card."""
    sums = [card.payments_1d, card.payments_30d, card.amounts_30d, card.clipped_30d, card.unusual_7d]
    return dumps([VERSION, card.at, card.country, *sums], separators=(",", ":"))


def read(text: str) -> Card:
    """Read a card's state; ValueError for any other text, without repeating it."""
    try:
        values: Any = loads(text) if len(text) <= LONGEST_STATE else None
    except (ValueError, RecursionError):
        values = None
    return of(values)


def of(values: Any) -> Card:
    """Read a card's state as JSON has decoded it; ValueError for anything else, without repeating it."""
    if not _is_of_shape(values) or values[0] != VERSION:
        raise ValueError("card: the state is not of this version's shape; have it written anew, or migrate it")
    _, at, country, *sums = values
    if not (0 <= at <= 10**15 and all(isfinite(number) and number >= 0 for number in sums)):
        raise ValueError("card: the state holds a number that no counter can have; have it written anew")
    return Card(at, country, *sums)


def _is_of_shape(values: object) -> bool:
    if not isinstance(values, list) or len(values) != len(SHAPE):
        return False
    return all(type(value) is kind for value, kind in zip(values, SHAPE, strict=True))

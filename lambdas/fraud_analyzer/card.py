"""What is remembered of a card: counters that fade, so that one payment updates them in constant time."""

from dataclasses import dataclass
from math import exp, log

MILLISECONDS_PER_DAY = 86_400_000
# An amount teaches the profile at most so many times what is usual, and one that was flagged less.
CLIP, FLAGGED_CLIP = 3.0, 2.0
# Without a profile there is nothing to compare with: a first amount that was flagged teaches so many dollars at most.
FLAGGED_FIRST = 200.0
UNUSUAL = 3.0
# A count that has faded below this says nothing any more, and a mean of it would be noise.
FORGOTTEN = 1e-3


@dataclass(frozen=True, slots=True)
class Card:
    """A card's counters as they were at `at` (milliseconds since the epoch, UTC); `Card()` was never seen.

    A counter's name says within how many days it fades to 1/e. Amounts are US dollars. `country` is that of the last
    payment. `clipped` sums the amounts as far as they teach the profile, `logs` their natural logarithms.
    """

    at: int = 0
    country: str = ""
    payments_1d: float = 0.0
    payments_30d: float = 0.0
    clipped_30d: float = 0.0
    logs_30d: float = 0.0
    squared_logs_30d: float = 0.0
    unusual_7d: float = 0.0

    def usual(self) -> float:
        """Return the mean amount, clipped; 0.0 where nothing is known of it."""
        return self.clipped_30d / self.payments_30d if self.payments_30d > FORGOTTEN else 0.0

    def typical_log(self) -> float:
        """Return the mean logarithm of an amount; 0.0 where nothing is known of it."""
        return self.logs_30d / self.payments_30d if self.payments_30d > FORGOTTEN else 0.0

    def spread(self) -> float:
        """Return the standard deviation of the logarithms; 0.0 where nothing is known of it."""
        if self.payments_30d <= FORGOTTEN:
            return 0.0
        typical = self.typical_log()
        return float(max(self.squared_logs_30d / self.payments_30d - typical * typical, 0.0) ** 0.5)


def faded(card: Card, at: int) -> Card:
    """Return the card as it stands at a later time, before the payment; time that goes backwards counts as none."""
    days = max(at - card.at, 0) / MILLISECONDS_PER_DAY
    day, week, month = exp(-days), exp(-days / 7), exp(-days / 30)
    return Card(
        max(at, card.at),
        card.country,
        card.payments_1d * day,
        card.payments_30d * month,
        card.clipped_30d * month,
        card.logs_30d * month,
        card.squared_logs_30d * month,
        card.unusual_7d * week,
    )


def after(card: Card, *, at: int, amount_usd: float, country: str, flagged: bool) -> Card:
    """Return the card after one more payment; an amount that was flagged is clipped before it teaches the profile."""
    now = faded(card, at)
    clipped = min(amount_usd, _most(now, flagged, amount_usd))
    logarithm = log_of(clipped)
    return Card(
        now.at,
        country,
        now.payments_1d + 1,
        now.payments_30d + 1,
        now.clipped_30d + clipped,
        now.logs_30d + logarithm,
        now.squared_logs_30d + logarithm * logarithm,
        now.unusual_7d + is_unusual(now, amount_usd),
    )


def log_of(amount_usd: float) -> float:
    """Return the natural logarithm of an amount; less than a cent is as a cent."""
    return log(max(amount_usd, 0.01))


def _most(card: Card, flagged: bool, amount_usd: float) -> float:
    """Return how many dollars an amount may teach the profile."""
    usual = card.usual()
    if usual:
        return usual * (FLAGGED_CLIP if flagged else CLIP)
    return FLAGGED_FIRST if flagged else amount_usd


def is_unusual(card: Card, amount_usd: float) -> bool:
    """Whether an amount is far above what is usual for the card; a card without a profile has no unusual amount."""
    usual = card.usual()
    return usual > 0 and amount_usd > UNUSUAL * usual

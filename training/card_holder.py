"""The cards of the lognormal world: how much their owners usually pay, how often, where, and from when on."""

from dataclasses import dataclass
from random import Random

from .payment import MILLISECONDS_PER_DAY, START, Payment

TERMINALS, FAVORITES = 10_000, 40
MOST_DAILY = 3.8
# New cards appear as time passes; a third of all was there before the first day.
FIRST_DAYS = (-80, 160)
HOME, ABROAD = "US", ("BR", "FR", "GB", "JP", "MX", "TH")
NO_TERMINAL = -1


@dataclass(frozen=True, slots=True)
class Amounts:
    """How amounts are distributed: the median card's median, how medians differ, and how a card's own amounts do.

    Differences are standard deviations of the natural logarithm.
    """

    median: float
    medians_spread: float
    least_spread: float
    most_spread: float


@dataclass(slots=True)
class CardHolder:
    """A card with its owner's habits, and what befalls it; days are counted from the world's first."""

    number: int
    median: float
    spread: float
    daily: float
    first_day: int
    terminals: list[int]
    travels_until: int = -1
    country: str = HOME
    taken_until: int = -1

    def pays(self, at: float, amount: float, terminal: int, country: str = HOME) -> Payment:
        """Return an honest payment at a time in days from the world's first; amounts are in cents."""
        return Payment(
            START + int(at * MILLISECONDS_PER_DAY), max(round(amount, 2), 0.01), self.number, terminal, False, country
        )


def card_holder(number: int, amounts: Amounts, random: Random) -> CardHolder:
    """Return a card with habits of its own."""
    return CardHolder(
        number,
        amounts.median * random.lognormvariate(0, amounts.medians_spread),
        random.uniform(amounts.least_spread, amounts.most_spread),
        random.uniform(0, MOST_DAILY),
        random.randint(*FIRST_DAYS),
        random.sample(range(TERMINALS), FAVORITES),
    )

"""The frauds of the lognormal world: skimmed terminals, cards taken over, cards tested, and single large payments."""

from collections.abc import Iterator, Sequence
from random import Random

from .card_holder import ABROAD, HOME, NO_TERMINAL, TERMINALS, CardHolder
from .chance import poisson
from .payment import Payment

TERMINALS_COMPROMISED_DAILY, TERMINAL_DAYS = 2, 28
# Of a compromised terminal's payments, so many are fraud.
LEAST_SKIMMED, MOST_SKIMMED = 0.3, 1.0
TAKEOVERS_DAILY, TESTS_DAILY, SINGLES_DAILY = 2, 1, 3
TAKEN_DAILY = 3.0
SINGLE_MEDIAN_LOG, SINGLE_SPREAD = 6.2, 0.7
END_OF_DAY = 0.99999


class Skimmers:
    """The terminals that are compromised, each until its day and with its share of payments that are fraud."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.compromised: dict[int, tuple[int, float]] = {}

    def begin(self, day: int) -> None:
        """Compromise further terminals, from this day on."""
        for terminal in self.random.sample(range(TERMINALS), TERMINALS_COMPROMISED_DAILY):
            self.compromised[terminal] = day + TERMINAL_DAYS, self.random.uniform(LEAST_SKIMMED, MOST_SKIMMED)

    def skim(self, payment: Payment, day: int) -> Payment:
        """Return the payment, which is fraud by chance if its terminal is compromised."""
        until, share = self.compromised.get(payment.terminal, (0, 0.0))
        return payment._replace(fraud=True) if until > day and self.random.random() < share else payment


def frauds(holders: Sequence[CardHolder], day: int, random: Random) -> Iterator[Payment]:
    """Yield the day's frauds that are made in addition to the owners' own payments."""
    for holder in random.sample(holders, TAKEOVERS_DAILY):
        holder.taken_until = day + random.randint(1, 7)
    for holder in random.sample(holders, TESTS_DAILY):
        yield from _tests(holder, day, random)
        holder.taken_until = day + random.randint(1, 4)
    for holder in random.sample(holders, SINGLES_DAILY):
        amount = random.lognormvariate(SINGLE_MEDIAN_LOG, SINGLE_SPREAD)
        yield _fraud(holder.pays(day + random.uniform(0, END_OF_DAY), amount, NO_TERMINAL))
    for holder in holders:
        if holder.taken_until > day:
            yield from _takeover(holder, day, random)


def _tests(holder: CardHolder, day: int, random: Random) -> Iterator[Payment]:
    """Small amounts, seconds apart: does the card work?"""
    at = day + random.uniform(0, 0.98)
    for _ in range(random.randint(8, 30)):
        at += random.uniform(2, 20) / 86_400
        yield _fraud(holder.pays(at, random.uniform(0.5, 5), NO_TERMINAL))


def _takeover(holder: CardHolder, day: int, random: Random) -> Iterator[Payment]:
    country = random.choice(ABROAD) if random.random() < 0.4 else HOME
    for _ in range(poisson(TAKEN_DAILY, random)):
        amount = max(holder.median, 30) * random.uniform(3, 7) * random.lognormvariate(0, 0.4)
        terminal = NO_TERMINAL if random.random() < 0.6 else random.randrange(TERMINALS)
        yield _fraud(holder.pays(day + random.uniform(0, END_OF_DAY), amount, terminal, country))


def _fraud(payment: Payment) -> Payment:
    return payment._replace(fraud=True)

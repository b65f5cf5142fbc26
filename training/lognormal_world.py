"""A world nearer to real shops: amounts lognormal per card and often large, with sprees, journeys and new cards."""

from collections.abc import Iterator
from random import Random

from .card_holder import ABROAD, FAVORITES, HOME, NO_TERMINAL, TERMINALS, Amounts, CardHolder, card_holder
from .chance import poisson
from .lognormal_frauds import Skimmers, frauds
from .payment import Payment

CARDS = 5_000
ONLINE_SHARE = 0.25
# Chances: a day of a spree and of a journey, and a payment of being one large purchase.
SPREE, JOURNEY, LARGE_PURCHASE = 1 / 120, 1 / 200, 0.004
AFTERNOON, AFTERNOON_DEVIATION, END_OF_DAY = 0.58, 0.17, 0.99999

# A median of its own for each card, one in ten above $140; and one distribution for all cards.
VARIED = Amounts(45.0, 0.9, 0.3, 1.2)
ALIKE = Amounts(37.0, 0.0, 1.18, 1.18)
# Between these two, and no model is trained on it.
UNSEEN = Amounts(60.0, 0.6, 0.5, 1.3)


def payments(*, seed: int, days: int, amounts: Amounts = VARIED) -> Iterator[Payment]:
    """Yield the payments of `days` days from 2018-04-01 in their order; the same seed yields the same payments."""
    random = Random(seed)  # noqa: S311 - a simulation must be repeatable, and guards nothing
    holders = [card_holder(number, amounts, random) for number in range(CARDS)]
    skimmers = Skimmers(random)
    for day in range(days):
        active = [holder for holder in holders if holder.first_day <= day]
        skimmers.begin(day)
        made = [skimmers.skim(payment, day) for holder in active for payment in _honest(holder, day, random)]
        yield from sorted([*made, *frauds(active, day, random)])


def _honest(holder: CardHolder, day: int, random: Random) -> Iterator[Payment]:
    if holder.travels_until < day and random.random() < JOURNEY:
        holder.travels_until, holder.country = day + random.randint(3, 14), random.choice(ABROAD)
    travels, spree = holder.travels_until >= day, random.random() < SPREE
    factor = random.uniform(1, 2.5) if travels else 1.0
    count = poisson(holder.daily * (1.5 if travels else 1), random) + (random.randint(3, 6) if spree else 0)
    for _ in range(count):
        amount = holder.median * random.lognormvariate(0, holder.spread) * factor
        amount *= random.uniform(1.5, 4) if spree else 1
        amount *= random.uniform(5, 15) if random.random() < LARGE_PURCHASE else 1
        at = day + min(max(random.gauss(AFTERNOON, AFTERNOON_DEVIATION), 0), END_OF_DAY)
        yield holder.pays(at, amount, _place(holder, travels, random), holder.country if travels else HOME)


def _place(holder: CardHolder, travels: bool, random: Random) -> int:
    """Return a terminal, or none for a payment online; some of a card's terminals are used far more than others."""
    if random.random() < ONLINE_SHARE:
        return NO_TERMINAL
    return random.randrange(TERMINALS) if travels else holder.terminals[int(FAVORITES * random.random() ** 2)]

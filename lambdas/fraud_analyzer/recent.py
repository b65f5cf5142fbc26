"""What the rules remember of a card beside its profile: how often, how much at most, and where it was last."""

from dataclasses import dataclass
from math import exp

from .counting import Counting
from .transaction import Transaction

MILLISECONDS_PER_MINUTE = 60_000
MILLISECONDS_PER_DAY = 86_400_000
# The largest amount fades to 1/e within so many days: what it was long ago is no longer usual.
LARGEST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Recent:
    """A card's counters at `at` (milliseconds since the epoch, UTC); `Recent()` was never seen.

    Counters fade to 1/e within 10 minutes (`_10m`) or a day (`_1d`). `held` is the largest amount that was flagged and
    may yet be reported. `country` is the last payment's, `earlier` the one before, `stood` the last one in person.
    """

    at: int = 0
    payments: int = 0
    payments_10m: float = 0.0
    just_below_1d: float = 0.0
    large_parts_1d: float = 0.0
    largest: float = 0.0
    held: float = 0.0
    held_at: int = 0
    country: str = ""
    country_at: int = 0
    earlier: str = ""
    earlier_at: int = 0
    stood: str = ""
    stood_at: int = 0


def faded(recent: Recent, at: int, counting: Counting) -> Recent:
    """Return what is remembered at a later time, before the payment; time that goes backwards counts as none.

    An amount that was flagged belongs to what is usual once nobody has reported it for so many days.
    """
    elapsed = max(at - recent.at, 0)
    minutes, days = elapsed / MILLISECONDS_PER_MINUTE, elapsed / MILLISECONDS_PER_DAY
    day = exp(-days)
    admitted = at - recent.held_at >= counting.admitted_after_days * MILLISECONDS_PER_DAY
    largest = recent.largest * exp(-days / LARGEST_DAYS)
    return Recent(
        max(at, recent.at),
        recent.payments,
        recent.payments_10m * exp(-minutes / 10),
        recent.just_below_1d * day,
        recent.large_parts_1d * day,
        max(largest, recent.held) if admitted else largest,
        0.0 if admitted else recent.held,
        recent.held_at,
        *(recent.country, recent.country_at, recent.earlier, recent.earlier_at, recent.stood, recent.stood_at),
    )


def after(now: Recent, transaction: Transaction, amount: float, *, flagged: bool, counting: Counting) -> Recent:
    """Return what is remembered after one more payment; `now` has faded to its time."""
    larger = flagged and amount > now.held
    moved = transaction.country != now.country
    # Where a flagged payment was made says nothing of where the card's holder is.
    stands = transaction.in_person and not (flagged and now.stood)
    return Recent(
        at=now.at,
        payments=now.payments + 1,
        payments_10m=now.payments_10m + 1,
        just_below_1d=now.just_below_1d + counting.is_just_below(amount),
        large_parts_1d=now.large_parts_1d + counting.large_part(amount),
        largest=now.largest if flagged else max(now.largest, amount),
        held=amount if larger else now.held,
        held_at=now.at if larger else now.held_at,
        country=transaction.country,
        country_at=now.at,
        earlier=now.country if moved else now.earlier,
        earlier_at=now.country_at if moved else now.earlier_at,
        stood=transaction.country if stands else now.stood,
        stood_at=now.at if stands else now.stood_at,
    )

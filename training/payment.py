"""A payment of a simulated or a recorded world, with its label."""

from datetime import UTC, datetime
from typing import NamedTuple

MILLISECONDS_PER_DAY = 86_400_000
# A fraud is confirmed so many days after its payment: the benchmark's delay.
DELAY_DAYS = 7
# The benchmark's first day; simulated worlds begin there as well.
START = int(datetime(2018, 4, 1, tzinfo=UTC).timestamp() * 1000)


class Payment(NamedTuple):
    """One payment: milliseconds since the epoch (UTC), dollars, who, where (-1 for no terminal), and if it is fraud.

    A fraud is confirmed `delay` milliseconds later.
    """

    timestamp: int
    amount: float
    customer: int
    terminal: int
    fraud: bool
    country: str = "US"
    delay: int = DELAY_DAYS * MILLISECONDS_PER_DAY


def day_of(payment: Payment, start: int = START) -> int:
    """Return the number of whole days from `start`."""
    return (payment.timestamp - start) // MILLISECONDS_PER_DAY

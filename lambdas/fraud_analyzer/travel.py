"""Where a card was used, and how fast it must have travelled from there."""

from .countries import gap
from .recent import Recent
from .transaction import Transaction

MILLISECONDS_PER_HOUR = 3_600_000
# No journey takes less: two payments in one second have a speed, too.
SHORTEST_JOURNEY = 1000


def kilometers_per_hour(recent: Recent, transaction: Transaction, at: int) -> float:
    """Return how fast the card must have travelled to be where it is shown now; 0.0 where nothing says so."""
    if not (recent.stood and transaction.in_person):
        return 0.0
    elapsed = max(at - recent.stood_at, SHORTEST_JOURNEY) / MILLISECONDS_PER_HOUR
    return gap(recent.stood, transaction.country) / elapsed


def countries_within_an_hour(recent: Recent, country: str, at: int) -> int:
    """Return in how many countries the card was used within an hour: this one, and the last two if far from it."""
    known = ((recent.country, recent.country_at), (recent.earlier, recent.earlier_at))
    lately = {name for name, then in known if at - then <= MILLISECONDS_PER_HOUR}
    return 1 + sum(gap(country, name) > 0 for name in lately)

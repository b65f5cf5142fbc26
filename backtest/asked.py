"""What the command line asks for, and the comparison that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backtest import files, simulated, table
from backtest.candidates import candidates
from backtest.comparison import Comparison, compared
from backtest.payment import MILLISECONDS_PER_DAY, Payment, settled
from backtest.running import decided
from training import scan

Progress = Callable[[str], None]
MOST_ROWS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Of the payments there is one source; times are days, and the review limit is in US dollars."""

    transactions: tuple[Path, ...]
    simulate: int | None
    table: bool
    since: datetime | None
    until: datetime | None
    limit: int | None
    rules: tuple[Path, ...]
    model: tuple[Path, ...]
    changes: tuple[str, ...]
    delay: float
    honest_after: float
    warm_up: float
    review_limit: float

    def comparison(self, progress: Progress) -> Comparison:
        """Replay the payments by both candidates; ValueError says in one line what is wrong with what was given."""
        both = candidates(self.rules, self.model, self.changes, self.review_limit)
        payments = settled(self._payments(progress), self.honest_after)
        if not payments:
            raise ValueError("there is no payment to decide; name other files, or another time")
        since = payments[0].at + int(self.warm_up * MILLISECONDS_PER_DAY)
        pairs = decided(payments, both, self.delay, progress)
        first = next((number for number, payment in enumerate(payments) if payment.at >= since), None)
        if first is None:
            raise ValueError(f"no payment is left after {self.warm_up:g} days; make --warm-up shorter")
        names = both[0].name, both[1].name
        return compared(payments[first:], names, pairs[first:], self.review_limit)

    def _payments(self, progress: Progress) -> Iterable[Payment]:
        if self.table:
            return table.payments(scan.client(), self.since, self.until, self.limit or MOST_ROWS, progress)
        return simulated.payments(self.simulate) if self.simulate else files.payments(self.transactions)

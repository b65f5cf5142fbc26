"""Both candidates' replays, the first one in a process of its own where there is much to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from backtest.candidate import Candidate
from backtest.payment import Payment
from backtest.replay import Decided, replayed
from backtest.sides import Pair

# Fewer are decided sooner than another process starts.
FEW, EVERY = 10_000, 20_000

Progress = Callable[[str], None]


def decided(
    payments: Sequence[Payment], both: tuple[Candidate, Candidate], delay: float, progress: Progress
) -> list[Pair]:
    """Return what both decide on each payment."""
    first, second = both
    if len(payments) < FEW:
        return list(zip(_all(payments, first, delay), _all(payments, second, delay), strict=True))
    with ProcessPoolExecutor(1) as beside:
        one = beside.submit(_all, payments, first, delay)
        other = _all(_announced(payments, progress), second, delay)
        return list(zip(one.result(), other, strict=True))


def _all(payments: Sequence[Payment] | Iterator[Payment], candidate: Candidate, delay: float) -> list[Decided]:
    return list(replayed(payments, candidate.decide, delay=delay))


def _announced(payments: Sequence[Payment], progress: Progress) -> Iterator[Payment]:
    for number, payment in enumerate(payments):
        if number % EVERY == 0:
            progress(f"payment {number:,} of {len(payments):,}")
        yield payment

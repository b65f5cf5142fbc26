"""Drift between two periods of recorded payments: the population stability index of each feature and of the score."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import Model

from .payment import MILLISECONDS_PER_DAY, Payment
from .replay import replayed
from .shipped import flags_of
from .table import Table, table

# Bins hold a tenth each of the period before; equal values lie in one bin, so that there may be fewer.
BINS = 10
# Customary limits: below the first, stable; up to the second, worth a look; above, drifted.
WATCH, DRIFTED = 0.1, 0.25
# Of an empty bin the logarithm would be infinite.
LEAST_SHARE = 1e-4
# By chance alone, the index of as many payments is about 0.02.
LEAST_PAYMENTS = 1000
SCORE = "score"

Progress = Callable[[str], None]


class Shift(NamedTuple):
    """A feature or the score, its population stability index, and in how many bins it was counted."""

    name: str
    psi: float
    bins: int

    @property
    def word(self) -> str:
        """Return what the customary limits say of it."""
        return "drifted" if self.psi > DRIFTED else "watch" if self.psi > WATCH else "stable"


def shifts(
    before: Sequence[Payment], after: Sequence[Payment], model: Model, days: int, progress: Progress
) -> list[Shift]:
    """Return each feature's shift and the score's; of both periods the first `days` only fill the histories.

    ValueError if too few payments are left.
    """
    rows = {}
    for name, period in (("before", before), ("after", after)):
        progress(f"replaying the period {name}: {len(period):,} payments")
        rows[name] = _rows(period, model, days)
        if len(rows[name].days) < LEAST_PAYMENTS:
            left = f"{len(rows[name].days):,} payments are left of the period {name} after {days} days"
            raise ValueError(
                f"{left}, and {LEAST_PAYMENTS:,} are needed; name more of them, or fewer days by --warm-up"
            )
    old, new = rows["before"], rows["after"]
    width = len(FEATURES)
    found = [
        _shift(name, old.numbers[place::width], new.numbers[place::width], ()) for place, name in enumerate(FEATURES)
    ]
    # A change of what is reviewed must not vanish in the uppermost bin.
    return [*found, _shift(SCORE, old.scores(model), new.scores(model), (model.thresholds.review,))]


def stability_index(before: Sequence[float], after: Sequence[float], limits: Sequence[float]) -> float:
    """Return the sum over bins of (a - b) x ln(a / b), of the shares after and before.

    A value that equals a limit belongs to the bin below it.
    """
    shares = zip(_shares(before, limits), _shares(after, limits), strict=True)
    return sum((new - old) * log(new / old) for old, new in shares)


def limits_of(before: Iterable[float], further: Iterable[float] = ()) -> list[float]:
    """Return the limits between bins: the tenths of the period before, each once, and whatever else is given."""
    ranked = sorted(before)
    return sorted({*(ranked[len(ranked) * tenth // BINS] for tenth in range(1, BINS)), *further})


def report(found: Sequence[Shift]) -> str:
    """Return a table for people, the largest shift first."""
    lines = [f"{'feature':<28}{'PSI':>8}{'bins':>6}  verdict"]
    ranked = sorted(found, key=lambda shift: -shift.psi)
    lines += [f"{shift.name:<28}{shift.psi:>8.3f}{shift.bins:>6}  {shift.word}" for shift in ranked]
    limits = f"stable up to {WATCH}, watch up to {DRIFTED}, drifted above"
    return "\n".join([*lines, "", f"PSI in up to {BINS} bins of equal share of the period before; {limits}"])


def _shift(name: str, before: Sequence[float], after: Sequence[float], further: Sequence[float]) -> Shift:
    limits = limits_of(before, further)
    return Shift(name, stability_index(before, after, limits), len(limits) + 1)


def _rows(period: Sequence[Payment], model: Model, days: int) -> Table:
    since = period[0].timestamp + days * MILLISECONDS_PER_DAY if period else 0
    return table(replayed(period, since=since, flags=flags_of(model)))


def _shares(values: Sequence[float], limits: Sequence[float]) -> list[float]:
    places = sorted(bisect_left(limits, value) for value in values)
    ends = [bisect_left(places, place) for place in range(len(limits) + 2)]
    return [max((end - start) / len(values), LEAST_SHARE) for start, end in pairwise(ends)]

"""How a design and its outcomes read in a table."""

from __future__ import annotations

from collections.abc import Sequence

from capacity.cells import percent, whole
from capacity.design import NAMED, Design
from capacity.design_runs import Outcome, Trial

HEADINGS = ("payments/s", "decided", "answered 202", "p50 ms", "p95 ms", "p99 ms", "longest queue")
TRIAL_HEADINGS = ("design", "table", "holds", *HEADINGS)


def cells(outcome: Outcome) -> Sequence[str]:
    """One load, under HEADINGS; times are those to the decision."""
    return (
        f"{outcome.load:,g}",
        percent(outcome.decided / outcome.offered),
        percent(outcome.accepted / outcome.offered),
        *(whole(outcome.milliseconds(share)) for share in (0.5, 0.95, 0.99)),
        f"{outcome.longest_queue:,}",
    )


def trial(trial: Trial) -> Sequence[str]:
    """One design, under TRIAL_HEADINGS."""
    held = "yes" if trial.worst.is_met else "no"
    return (named(trial.design), "warm" if trial.warm else "new", held, *cells(trial.worst))


def named(design: Design) -> str:
    """A design in words."""
    by = "the named functions" if design.drained_by == NAMED else "a function of its own"
    window = f"a window of {design.collects:g} s" if design.collects else "no window"
    took = f"{design.batch_ms:g} ms and {design.payment_ms:g} ms a payment"
    return f"{by}, {design.batch} a batch, {design.pollers} pollers, {window}, {took}"

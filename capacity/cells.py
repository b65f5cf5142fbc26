"""How figures read in a table."""

from __future__ import annotations

from collections.abc import Sequence

from capacity.runs import Row
from capacity.tally import ACCEPTED, DECIDED, FAILED, milliseconds

HEADINGS = (
    "payments/s",
    "answered",
    "decided at once",
    "answered 202",
    "decided in all",
    "403 or 429",
    "503",
    "answer ms",
    "decision ms",
    "longest queue",
    "dead letters",
    "$ a million",
)
HEADINGS_OF_CALLS = (
    *("payments/s", "answered", "judged together", "decided at once", "accepted", "decided in all", "403 or 429"),
    *("unavailable", *HEADINGS[7:]),
)
NONE = "\N{EN DASH}"


def cells(row: Row) -> Sequence[str]:
    """One row, under HEADINGS; three times each are p50, p95 and p99, and dollars those of a million decisions."""
    tally, answers = row.tally, row.tally.answers
    refused = tally.throttled + tally.blocked
    counts = (tally.answered, answers[DECIDED], answers[ACCEPTED], tally.decided, refused, answers[FAILED])
    return (
        f"{row.load:,g}",
        *(percent(tally.share(count)) for count in counts),
        *(" / ".join(whole(milliseconds(times, share)) for share in (0.5, 0.95, 0.99)) for times in _times(row)),
        f"{tally.longest:,}",
        f"{tally.letters:,}",
        NONE if row.dollars is None else f"{row.dollars:.2f}",
    )


def called(row: Row) -> Sequence[str]:
    """One row of payments that come in calls, under HEADINGS_OF_CALLS; their answers are those of the calls."""
    load, answered, once, *figures = cells(row)
    return load, answered, percent(row.tally.share(row.tally.used["judged"])), once, *figures


def beside(alone: Row, with_others: Row) -> Sequence[Sequence[str]]:
    """Two rows under HEADINGS_OF_CALLS: of payments that come alone, and of those that come in calls meanwhile."""
    (load, answered, *figures), (others, *figures_of_calls) = cells(alone), called(with_others)
    return (f"{load} alone", answered, NONE, *figures), (f"{others} in calls", *figures_of_calls)


def _times(row: Row) -> Sequence[list[float]]:
    return row.tally.times, row.tally.decisions


def percent(share: float) -> str:
    """A share in percent; what is not all never reads as all, and what is something never as nothing."""
    if share in (0, 1):
        return f"{share * 100:.0f} %"
    if share < 0.0005:
        return "< 0.1 %"
    return f"{min(share * 100, 99.9):.1f} %"


def whole(number: float | None) -> str:
    """A number without decimals, if there is one."""
    return NONE if number is None else f"{number:,.0f}"

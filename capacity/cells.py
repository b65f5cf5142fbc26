"""How figures read in a table."""

from __future__ import annotations

from collections.abc import Sequence

from capacity.runs import Row

HEADINGS = (
    "payments/s",
    "answered 200",
    "decided",
    "review for overload",
    "403 or 429",
    "503",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "dead letters",
    "$ a million",
)
NONE = "\N{EN DASH}"


def cells(row: Row) -> Sequence[str]:
    """One row, under HEADINGS; times are those of the workflow's answers, and dollars those of a million decisions."""
    tally = row.tally
    refused = tally.throttled + tally.blocked
    counts = (tally.answered, tally.decided, tally.reviewed, refused, tally.failed)
    return (
        f"{row.load:,g}",
        *(percent(tally.share(count)) for count in counts),
        *(whole(tally.milliseconds(share)) for share in (0.5, 0.95, 0.99)),
        f"{tally.letters:,}",
        NONE if row.dollars is None else f"{row.dollars:.2f}",
    )


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

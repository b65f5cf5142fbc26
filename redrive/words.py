"""How counts are worded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from redrive.letters import REASONS


def table(columns: Sequence[str], counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """A line for each reason that was counted, below one with the names of the columns; none where there is none."""
    reasons = [reason for reason in REASONS if any(counts.get((reason, each)) for each in columns)]
    rows = [(reason, *(f"{counts.get((reason, each), 0):,}" for each in columns)) for reason in reasons]
    width = max(map(len, reasons), default=0)
    for first, *others in [("", *columns), *rows] if rows else ():
        yield "  ".join(
            [first.ljust(width), *(each.rjust(max(len(name), 7)) for each, name in zip(others, columns, strict=True))]
        )

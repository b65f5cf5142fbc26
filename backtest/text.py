"""A comparison as tables for a terminal; plain lines where the output is piped."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table

from backtest.comparison import Comparison
from backtest.figures import DECISIONS, Figures
from backtest.words import FIGURES, period, shown
from gate.words import printable

SIDES = ("A", "B")
# A table is as wide as it needs where no terminal says otherwise.
PIPED = 120


def write(text: RenderableType) -> None:
    """Print it, without colours and in plain lines where nobody looks at a terminal."""
    Console(width=None if sys.stdout.isatty() else PIPED).print(text, highlight=False)


def report(comparison: Comparison) -> RenderableType:
    """Return the whole report."""
    parts: list[RenderableType] = [escape(line) for line in head(comparison)]
    parts += [_whole(comparison), matrix(comparison), moved(comparison)]
    parts += [_segments(name, segments) for name, segments in comparison.segments.items()]
    return Group(*parts)


def head(comparison: Comparison) -> Iterator[str]:
    """Yield what was compared, and on which payments."""
    yield period(comparison)
    for side, candidate in zip(SIDES, comparison.sides, strict=True):
        yield f"{side}: {printable(candidate.name)}"
    recorded, same = comparison.as_recorded()
    if recorded:
        yield f"A decides {same:,} of {recorded:,} payments as it was recorded"


def _whole(comparison: Comparison) -> Table:
    table = table_of("", "A", "B")
    first, second = (side.figures for side in comparison.sides)
    for name, read in FIGURES.items():
        table.add_row(name, shown(name, read(first)), shown(name, read(second)))
    precisions = [shown("average precision", side.average_precision) for side in comparison.sides]
    table.add_row("average precision of the model's score", *precisions)
    return table


def matrix(comparison: Comparison) -> Table:
    """Return how many payments both sides decide in each way."""
    table = table_of("A decides", *(f"B: {decision}" for decision in DECISIONS))
    for before in DECISIONS:
        table.add_row(before, *(f"{comparison.moves[before, after].payments:,}" for after in DECISIONS))
    return table


def moved(comparison: Comparison) -> RenderableType:
    """Return who changes side, and why."""
    found = [move for move in comparison.moves.values() if move.changes and move.payments]
    if not found:
        return "No payment changes side.\n"
    table = table_of("changes side", "payments", "fraud", "$", left=("most often because of",))
    for move in found:
        reasons = "\n".join(f"{escape(reason)} ({count:,})" for reason, count in move.common())
        name = f"{move.before} to {move.after}"
        table.add_row(name, f"{move.payments:,}", f"{move.frauds:,}", f"{move.dollars:,.0f}", reasons)
    return table


def _segments(name: str, segments: Mapping[str, tuple[Figures, Figures]]) -> Table:
    table = table_of(name, "", "payments", "fraud", "alerts", "precision", "recall", "per 1,000", "stopped $")
    for segment, both in segments.items():
        for side, figures in zip(SIDES, both, strict=True):
            first = side == SIDES[0]
            table.add_row(
                escape(segment) if first else "",
                side,
                f"{figures.payments:,}" if first else "",
                f"{figures.frauds:,}" if first else "",
                shown("alert rate", figures.alert_rate),
                shown("precision", figures.precision),
                shown("recall", figures.recall),
                shown("false alarms", figures.false_alarms_per_thousand),
                f"{figures.stopped_dollars:,.0f}",
            )
    return table


def table_of(first: str, *others: str, left: tuple[str, ...] = ()) -> Table:
    """Return an empty table: the first column and those in `left` for words, the others for numbers."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", overflow="fold")
    for name in left:
        table.add_column(name, overflow="fold")
    return table

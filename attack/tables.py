"""The score as a person reads it on a terminal: tables that a pipe gets as plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from attack.grouped import by_type
from attack.outcomes import Unnoticed
from attack.rows import Row
from attack.score import Score

HEADS = ("mutants", "must close", "closed", "only unclaimed", "survived", "harmless", "equivalent", "score")
MOST = 50


def show(console: Console, counted: Score) -> None:
    """By type, by kind, in all, and each survivor."""
    for title, rows in (("by type", by_type(counted)), ("by kind of change", counted.by_kind)):
        console.print(_table(title, dict(sorted(rows.items())), counted.total))
    for mutant in counted.survivors[:MOST]:
        console.print(survivor(mutant), markup=False, highlight=False, soft_wrap=True)
    if len(counted.survivors) > MOST:
        console.print(f"... and {len(counted.survivors) - MOST:,} more; --json has all")


def _table(title: str, rows: Mapping[str, Row], total: Row) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column(title.removeprefix("by "), no_wrap=True)
    for head in HEADS:
        table.add_column(head, justify="right")
    for name, row in rows.items():
        table.add_row(name, *cells(row))
    table.add_row("all", *cells(total))
    return table


def cells(row: Row) -> Sequence[str]:
    """What a row holds, under the heads."""
    counts = (row.mutants, row.must_close, row.closed, row.generally, row.survived, row.harmless, row.equivalent)
    return [*(f"{count:,}" for count in counts), percent(row.score)]


def percent(share: float) -> str:
    """Never 100 % of what is not all."""
    return "100 %" if share == 1 else f"{min(share, 0.9999):.2%}".replace("%", " %")


def survivor(mutant: Unnoticed) -> str:
    """One line: what was changed, that nothing noticed, and what to do."""
    return (
        f"{mutant.words}: the gate stays open; write a policy that notices it, or say in attack/oracle.toml why it may"
    )


def sentences(counted: Score, stale: Iterable[object]) -> Sequence[str]:
    """What the run comes to."""
    total = counted.total
    said = [
        f"{total.closed:,} of {total.must_close:,} mutants that must close the gate close it: {percent(total.score)}"
    ]
    said += [f"attack/oracle.toml: nothing is of this class, remove it: {entry}" for entry in stale]
    return said

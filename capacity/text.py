"""What the command prints: a table on a terminal, and plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from capacity import cells, design_cells
from capacity.design import Design
from capacity.design_runs import Outcome
from capacity.runs import Row

T = TypeVar("T")


def show(rows: Iterable[Row], title: str) -> list[Row]:
    """Print rows as they come, in plain lines, or all at the end, as a table; and return them."""
    return list(_shown(((row, cells.cells(row)) for row in rows), cells.HEADINGS, title))


def show_design(outcomes: Iterable[Outcome], design: Design) -> None:
    """The same of a design."""
    title = f"A design, and not the system: {design_cells.named(design)}"
    list(_shown(((each, design_cells.cells(each)) for each in outcomes), design_cells.HEADINGS, title))


def _shown(rows: Iterable[tuple[T, Sequence[str]]], headings: Sequence[str], title: str) -> Iterator[T]:
    if sys.stdout.isatty():
        yield from _table(rows, headings, title)
        return
    print(title)
    for row, (load, *figures) in rows:
        told = ", ".join(f"{name}: {figure}" for name, figure in zip(headings[1:], figures, strict=True))
        print(f"{load}/s: {told}", flush=True)
        yield row


def _table(rows: Iterable[tuple[T, Sequence[str]]], headings: Sequence[str], title: str) -> Iterator[T]:
    table, console = Table(title=title), Console()
    for heading in headings:
        table.add_column(heading, justify="right")
    with console.status("simulating") as status:
        for row, texts in rows:
            status.update(f"simulated {texts[0]} payments a second")
            table.add_row(*texts)
            yield row
    console.print(table)

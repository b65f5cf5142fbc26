"""What the command prints: a table on a terminal, and plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from capacity import cells
from capacity.runs import Row


def show(rows: Iterable[Row], title: str, *, in_calls: bool = False) -> list[Row]:
    """Print rows as they come, in plain lines, or all at the end, as a table; and return them."""
    read, headings = (cells.called, cells.HEADINGS_OF_CALLS) if in_calls else (cells.cells, cells.HEADINGS)
    return list(_shown(((row, read(row)) for row in rows), title, headings))


def _shown(rows: Iterable[tuple[Row, Sequence[str]]], title: str, headings: Sequence[str]) -> Iterator[Row]:
    if sys.stdout.isatty():
        yield from _table(rows, title, headings)
        return
    print(title)
    for row, (load, *figures) in rows:
        told = ", ".join(f"{name}: {figure}" for name, figure in zip(headings[1:], figures, strict=True))
        print(f"{load}/s: {told}", flush=True)
        yield row


def _table(rows: Iterable[tuple[Row, Sequence[str]]], title: str, headings: Sequence[str]) -> Iterator[Row]:
    table, console = Table(title=title), Console()
    for heading in headings:
        table.add_column(heading, justify="right")
    with console.status("simulating") as status:
        for row, texts in rows:
            status.update(f"simulated {texts[0]} payments a second")
            table.add_row(*texts)
            yield row
    console.print(table)

"""What the command prints: a table on a terminal, and plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from capacity import cells
from capacity.runs import Row


def show(rows: Iterable[Row], title: str) -> list[Row]:
    """Print rows as they come, in plain lines, or all at the end, as a table; and return them."""
    return list(_shown(((row, cells.cells(row)) for row in rows), title))


def _shown(rows: Iterable[tuple[Row, Sequence[str]]], title: str) -> Iterator[Row]:
    if sys.stdout.isatty():
        yield from _table(rows, title)
        return
    print(title)
    for row, (load, *figures) in rows:
        told = ", ".join(f"{name}: {figure}" for name, figure in zip(cells.HEADINGS[1:], figures, strict=True))
        print(f"{load}/s: {told}", flush=True)
        yield row


def _table(rows: Iterable[tuple[Row, Sequence[str]]], title: str) -> Iterator[Row]:
    table, console = Table(title=title), Console()
    for heading in cells.HEADINGS:
        table.add_column(heading, justify="right")
    with console.status("simulating") as status:
        for row, texts in rows:
            status.update(f"simulated {texts[0]} payments a second")
            table.add_row(*texts)
            yield row
    console.print(table)

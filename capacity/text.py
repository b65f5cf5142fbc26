"""What the command prints: a table on a terminal, and plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from capacity.cells import HEADINGS, cells
from capacity.runs import Row


def show(rows: Iterable[Row], title: str) -> list[Row]:
    """Print rows as they come, in plain lines, or all at the end, as a table; and return them."""
    if not sys.stdout.isatty():
        return list(_lines(rows, title))
    table = Table(title=title)
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    shown = []
    console = Console()
    with console.status("simulating") as status:
        for row in rows:
            status.update(f"simulated {row.load:,g} payments a second")
            table.add_row(*cells(row))
            shown.append(row)
    console.print(table)
    return shown


def _lines(rows: Iterable[Row], title: str) -> Iterator[Row]:
    print(title)
    for row in rows:
        load, *figures = cells(row)
        told = ", ".join(f"{name}: {figure}" for name, figure in zip(HEADINGS[1:], figures, strict=True))
        print(f"{load}/s: {told}", flush=True)
        yield row

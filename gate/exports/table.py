"""`evidence.csv` and other tables: the rows for any spreadsheet, of which none is ever taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from gate.exports.rows import HEADINGS

# A cell that begins like this is a formula to one spreadsheet or another, full-width signs included.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
GUARD = "'"


def render(rows: Iterable[Iterable[str]], headings: Sequence[str] = HEADINGS) -> str:
    """The text of the file, by RFC 4180."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(guarded, rows))
    return text.getvalue()


def guarded(cells: Iterable[str]) -> list[str]:
    """The texts of cells, behind an apostrophe where one could be a formula; one that has it gets another."""
    return [f"{GUARD}{cell}" if cell.lstrip().startswith(FORMULA) else cell for cell in cells]

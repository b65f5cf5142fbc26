"""`evidence.xlsx`: a summary, what was asked, controls, evidence, gaps and declined checks, a sheet each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

import xlsxwriter

from gate.exports.rows import HEADINGS, Row, Verdict
from gate.words import printable

# What a workbook takes: more is cut, and said to be.
LONGEST = 32_767
MOST = 1_048_575
CUT = " ... (cut; evidence.csv has all of it)"
# The same for equal evidence: the time in a file is no part of what was found.
CREATED = datetime(1980, 1, 1)
ASKED = ("id", "sentence", "status", "values", "what no file can show", "policies")
WIDEST, NARROWEST = 60, 8


class Sheet(NamedTuple):
    """A sheet by its name: its headings, and what stands below them."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def render(verdict: Verdict, rows: Sequence[Row], more: Iterable[Sheet] = ()) -> bytes:
    """The bytes of the file, with more sheets at its end."""
    content = BytesIO()
    # Every cell is a text: no formula, no link, no number that loses its zeros.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": "Evidence of the gate", "created": CREATED})
        heading, cell = book.add_format({"bold": True, "bottom": 1}), book.add_format({"valign": "top"})
        for sheet in (*sheets(verdict, rows), *more):
            _write(book.add_worksheet(sheet.name), sheet, heading, cell)
    return content.getvalue()


def sheets(verdict: Verdict, rows: Sequence[Row]) -> Iterator[Sheet]:
    """What the sheets hold."""
    yield Sheet("Summary", ("what", "value"), tuple(_summary(verdict, rows)))
    yield Sheet("Asked", ASKED, tuple(_sentences(verdict)))
    parts: tuple[str, ...] = ("standard", "number", "title", "status", "source")
    controls = [[*(known[part] for part in parts), _policies(known["policies"])] for known in verdict["controls"]]
    yield Sheet("Controls", (*parts, "policies"), controls)
    yield Sheet("Evidence", HEADINGS, rows)
    parts = ("standard", "number", "policy", "reason", "owner")
    yield Sheet("Gaps", parts, [[gap[part] for part in parts] for gap in verdict["gaps"]])
    declined = [(known["check"], known["reason"]) for known in verdict["declined"]]
    yield Sheet("Declined", ("check", "reason (owner, date)"), declined)


def _sentences(verdict: Verdict) -> Iterator[Sequence[str]]:
    for said in verdict["asked"]:
        policies = ", ".join(f"{known['policy']} ({known['status']})" for known in said["policies"])
        yield *(said.get(part, "") for part in ("id", "sentence", "status", "values", "beyond")), policies


def _summary(verdict: Verdict, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    yield "verdict", verdict["verdict"]
    yield from verdict["head"].items()
    yield from ((f"findings: {kind}", str(count)) for kind, count in verdict["counts"].items())
    yield from ((f"digest of {file['file']}", file["digest"]) for file in verdict["files"])
    yield "rows of evidence", f"{len(rows):,}"
    if len(rows) > MOST:
        yield "of which are here", f"{MOST:,}; evidence.csv has all of them"


def _policies(policies: Iterable[dict[str, str]]) -> str:
    return ", ".join(f"{known['policy']} ({known['strength']}, {known['outcome']})" for known in policies)


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, heading: object, cell: object) -> None:
    rows = sheet.rows[:MOST]
    for column, name in enumerate(sheet.headings):
        longest = max((len(row[column]) for row in rows), default=0)
        page.set_column(column, column, min(WIDEST, max(NARROWEST, len(name) + 4, longest + 1)), cell)
        page.write_string(0, column, name, heading)
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            page.write_string(at, column, fitting(text))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(rows), len(sheet.headings) - 1)


def fitting(text: str) -> str:
    """The text as a cell takes it."""
    shown = printable(text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(CUT)] + CUT

"""What became of each request and of each pattern, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.table import Table

from live.patterns import Pattern
from live.story import Happened


def table(happened: Sequence[Happened]) -> Table:
    """A row a request; it fits a terminal of 80 columns."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("request", "status", "answer", "stored", "left behind"):
        shown.add_column(heading, overflow="fold")
    for each in happened:
        shown.add_row(each.what, str(each.answer.status), _said(each), each.stored or "-", _left(each) or "-")
    return shown


def pattern_table(patterns: Sequence[Pattern]) -> Table:
    """A row a pattern: what was decided, one payment after the other, and why at last."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("pattern", "decisions", "reasons of the last", "stored"):
        shown.add_column(heading, overflow="fold")
    for pattern in patterns:
        runs = ((decision, len([*same])) for decision, same in groupby(pattern.decisions))
        decisions = ", ".join(f"{decision} x {count}" if count > 1 else decision for decision, count in runs)
        shown.add_row(pattern.what, decisions, "\n".join(pattern.reasons) or "-", str(pattern.stored))
    return shown


def _left(each: Happened) -> str:
    counts = {"event": each.events, "review": each.reviews, "alert": each.alerts, "dead letter": each.dead_letters}
    return "\n".join(f"{count} {what}{'s' if count > 1 else ''}" for what, count in counts.items() if count)


def _said(each: Happened) -> str:
    answer = each.answer.json
    if "decision" in answer:
        again = ", as before" if answer["duplicate"] else ""
        return "\n".join((f"{answer['decision']}{again}", *answer["reasons"]))
    if "errors" in answer:
        return "; ".join(f"{error['field']} {error['message']}" for error in answer["errors"])
    return str(answer.get("message", answer.get("status")))

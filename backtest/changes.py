"""Which decisions change between two commits, payment by payment, with the reasons on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from backtest.comparison import Comparison
from backtest.replay import Decided
from backtest.text import head, matrix, moved, table_of
from backtest.words import moment
from gate.words import printable

NO_REASONS = "-"


def changes(comparison: Comparison, show: int) -> RenderableType:
    """Return the whole answer; of the payments at most `show` are listed, the earliest first."""
    parts: list[RenderableType] = [escape(line) for line in head(comparison)]
    parts += [matrix(comparison), moved(comparison)]
    if comparison.changed and show:
        parts.append(_listed(comparison, show))
    return Group(*parts, *_last(comparison, show))


def _listed(comparison: Comparison, show: int) -> Table:
    table = table_of("payment", "$", left=("A", "B"))
    for payment, (before, after) in comparison.changed[:show]:
        amount = "-" if payment.amount is None else f"{payment.amount:,.2f}"
        name = f"{escape(printable(payment.id))}\n{moment(payment.at)}"
        table.add_row(name, amount, _said(before), _said(after))
    return table


def _said(decided: Decided) -> str:
    reasons = [escape(printable(reason)) for reason in decided.reasons] or [NO_REASONS]
    return "\n".join([f"{decided.decision} at {decided.score:.4f}", *reasons])


def _last(comparison: Comparison, show: int) -> Iterator[str]:
    changed = len(comparison.changed)
    if changed > show:
        yield f"{changed - show:,} more; list them with --show {changed}"
    beside = sum(a.decision == b.decision and a.reasons != b.reasons for a, b in comparison.pairs)
    yield f"{changed:,} of {len(comparison.pairs):,} decisions change; {beside:,} more keep theirs for other reasons"

"""The comparison as one HTML page, which needs nothing else: no script, no other file, no network."""

from __future__ import annotations

from functools import cache

from jinja2 import Template

from backtest import plots
from backtest.comparison import Comparison
from backtest.curves import plots as all_plots
from backtest.figures import DECISIONS
from backtest.text import SIDES, head
from backtest.words import FIGURES, moment, shown
from gate.templates import environment
from gate.words import printable

# So many of the payments that change side are listed.
LISTED = 100


def render(comparison: Comparison) -> str:
    """Return the text of the file."""
    first, second = (side.figures for side in comparison.sides)
    figures = [(name, shown(name, read(first)), shown(name, read(second))) for name, read in FIGURES.items()]
    precisions = [shown("average precision", side.average_precision) for side in comparison.sides]
    return _template().render(
        comparison=comparison,
        head=list(head(comparison)),
        figures=[*figures, ("average precision of the model's score", *precisions)],
        decisions=DECISIONS,
        sides=SIDES,
        moved=[move for move in comparison.moves.values() if move.changes and move.payments],
        plots=all_plots(comparison),
        area=plots,
        segments=comparison.segments,
        most_alarms=_most_alarms(comparison),
        listed=comparison.changed[:LISTED],
        more=max(len(comparison.changed) - LISTED, 0),
    )


def _most_alarms(comparison: Comparison) -> dict[str, float]:
    """Return the most false alarms of any segment of a dimension, to which its bars are drawn."""
    return {
        name: max((each.false_alarms_per_thousand or 0.0 for both in of.values() for each in both), default=0.0) or 1.0
        for name, of in comparison.segments.items()
    }


@cache
def _template() -> Template:
    templates = environment("backtest", "page")
    templates.filters.update(printable=printable, shown=lambda number, name: shown(name, number), moment=moment)
    return templates.get_template("page.html.j2")

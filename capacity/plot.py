"""The picture: what becomes of the payments of each load, and how long the answers take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backtest import plots
from backtest.plots import Plot, Series
from capacity.runs import Row
from gate.templates import environment

Figure = Callable[[Row], float]
SHARES: Sequence[tuple[str, Figure]] = (
    ("decided", lambda row: 100 * row.tally.share(row.tally.decided)),
    ("no decision", lambda row: 100 * (1 - row.tally.share(row.tally.answered))),
)
TIMES: Sequence[tuple[str, Figure]] = (
    ("p50", lambda row: row.tally.milliseconds(0.5) or 0),
    ("p99", lambda row: row.tally.milliseconds(0.99) or 0),
)


def picture(rows: Sequence[Row]) -> str:
    """The SVG of these rows."""
    shown = (
        _plot("shares", "What becomes of payments", "percent of the payments", rows, SHARES),
        _plot("times", "Time to the workflow's answer", "milliseconds", rows, TIMES),
    )
    return environment("capacity", "page").get_template("capacity.svg.j2").render(plots=shown, area=plots)


def _plot(id_: str, title: str, up: str, rows: Sequence[Row], figures: Sequence[tuple[str, Figure]]) -> Plot:
    points = {name: [(row.load, figure(row)) for row in rows] for name, figure in figures}
    every = [point for line in points.values() for point in line]
    axes = plots.axes([x for x, _ in every], [y for _, y in every])
    series = [Series(name, axes.path(line), axes.place(line[-1])) for name, line in points.items()]
    return Plot(id_, title, "", "payments a second", up, series, axes.across_ticks(), axes.up_ticks())

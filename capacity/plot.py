"""The picture: what becomes of the payments of each load that is aimed at, and how long answers and decisions take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from backtest import plots
from backtest.plots import Plot, Series
from capacity.runs import AIMED, QUICK, Row
from capacity.tally import ACCEPTED, DECIDED, milliseconds
from gate.templates import environment

Figure = Callable[[Row], float]


@dataclass(frozen=True, kw_only=True)
class Line(Series):
    """A series as it looks: the classes of its line, and how far below the line's end its name stands."""

    looks: str
    name_below: float


@dataclass(frozen=True)
class Shown:
    """A figure of rows, and how its line looks."""

    figure: Figure
    looks: str
    name_below: float = -6


# Slower than this is drawn as this, since what waits for its message to come again takes minutes.
SLOWEST = 1500.0
SHARES = {
    "decided in all": Shown(lambda row: 100 * row.tally.share(row.tally.decided), "all"),
    "answered 202": Shown(lambda row: 100 * row.tally.share(row.tally.answers[ACCEPTED]), "waits", name_below=14),
    "decided at once": Shown(lambda row: 100 * row.tally.share(row.tally.answers[DECIDED]), "once"),
}
TIMES: Mapping[str, Figure] = {
    "answer": lambda row: min(milliseconds(row.tally.times, QUICK) or 0, SLOWEST),
    "decision": lambda row: min(milliseconds(row.tally.decisions, QUICK) or 0, SLOWEST),
}


def picture(new: Sequence[Row], warm: Sequence[Row]) -> str:
    """The SVG of these rows: shares on a new table, and times on both."""
    shares = [(name, shown, new) for name, shown in SHARES.items()]
    times = [
        (f"{name}, {table} table", Shown(figure, f"{table} {name}"), rows)
        for name, figure in TIMES.items()
        for table, rows in (("new", new), ("warm", warm))
    ]
    plotted = (
        _plot("shares", "What becomes of payments on a new table", "percent", shares),
        _plot("times", "Time within which 99 % come", f"milliseconds up to {SLOWEST:,.0f}", times),
    )
    return environment("capacity", "page").get_template("capacity.svg.j2").render(plots=plotted, area=plots)


def _plot(id_: str, title: str, up: str, lines: Sequence[tuple[str, Shown, Sequence[Row]]]) -> Plot:
    points = [[(row.load, shown.figure(row)) for row in rows if row.load in AIMED] for _, shown, rows in lines]
    every = [point for line in points for point in line]
    axes = plots.axes([x for x, _ in every], [y for _, y in every])
    series = [
        Line(name, axes.path(line), axes.place(line[-1]), looks=shown.looks, name_below=shown.name_below)
        for (name, shown, _), line in zip(lines, points, strict=True)
    ]
    return Plot(id_, title, "", "payments a second", up, series, axes.across_ticks(), axes.up_ticks())

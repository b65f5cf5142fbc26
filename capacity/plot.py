"""The picture: what becomes of the payments of each load that is aimed at, and how long answers and decisions take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from backtest import plots
from backtest.plots import Plot, Series
from capacity.runs import AIMED, QUICK, Row
from capacity.tally import ACCEPTED, DECIDED, milliseconds
from gate.templates import environment

Figure = Callable[[Row], float]
Lines = Mapping[str, Sequence[tuple[float, float]]]
# Slower than this is drawn as this, since what waits for its message to come again takes minutes.
SLOWEST = 1500.0
SHARES: Mapping[str, Figure] = {
    "decided in all": lambda row: 100 * row.tally.share(row.tally.decided),
    "answered 202": lambda row: 100 * row.tally.share(row.tally.answers[ACCEPTED]),
    "decided at once": lambda row: 100 * row.tally.share(row.tally.answers[DECIDED]),
}
TIMES: Mapping[str, Figure] = {
    "answer": lambda row: min(milliseconds(row.tally.times, QUICK) or 0, SLOWEST),
    "decision": lambda row: min(milliseconds(row.tally.decisions, QUICK) or 0, SLOWEST),
}


def picture(new: Sequence[Row], warm: Sequence[Row]) -> str:
    """The SVG of these rows: shares on a new table, and times on both."""
    times = {f"{name}, {table} table": _line(rows, figure) for name, table, rows, figure in _times(new, warm)}
    shares = {name: _line(new, figure) for name, figure in SHARES.items()}
    shown = (
        _plot("shares", "What becomes of payments on a new table", "percent", shares),
        _plot("times", "Within which 99 % come", f"milliseconds up to {SLOWEST:,.0f}", times),
    )
    return environment("capacity", "page").get_template("capacity.svg.j2").render(plots=shown, area=plots)


def _times(new: Sequence[Row], warm: Sequence[Row]) -> Iterable[tuple[str, str, Sequence[Row], Figure]]:
    return ((name, table, rows, TIMES[name]) for name in TIMES for table, rows in (("new", new), ("warm", warm)))


def _line(rows: Sequence[Row], figure: Figure) -> Sequence[tuple[float, float]]:
    return [(row.load, figure(row)) for row in rows if row.load in AIMED]


def _plot(id_: str, title: str, up: str, lines: Lines) -> Plot:
    every = [point for line in lines.values() for point in line]
    axes = plots.axes([x for x, _ in every], [y for _, y in every])
    series = [Series(name, axes.path(line), axes.place(line[-1])) for name, line in lines.items()]
    return Plot(id_, title, "", "payments a second", up, series, axes.across_ticks(), axes.up_ticks())

"""What the plots show: alerts day by day, and how much fraud each model would catch at other thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from backtest.comparison import Comparison, Side
from backtest.figures import APPROVE
from backtest.payment import MILLISECONDS_PER_DAY
from backtest.plots import Plot, Point, Series, axes
from backtest.text import SIDES
from backtest.words import day

# The curve is shown up to so many times the false alarms of the side that has more of them, and at least so many.
TIMES, LEAST = 2.5, 10.0


def plots(comparison: Comparison) -> list[Plot]:
    """Return the plots that the payments give; without a label there is no curve."""
    figures = [side.figures for side in comparison.sides]
    labelled = all(each.frauds and each.honest for each in figures)
    return [*([_thresholds(comparison)] if labelled else []), _daily(comparison)]


def _thresholds(comparison: Comparison) -> Plot:
    dots = [_dot(side) for side in comparison.sides]
    most = max(LEAST, TIMES * max(x for x, _ in dots))
    curves = [[point for point in curve(comparison, at) if point[0] <= most] for at in range(len(SIDES))]
    area = axes([most], [100])
    series = [Series(name, area.path(of), area.place(dot)) for name, of, dot in zip(SIDES, curves, dots, strict=True)]
    return Plot(
        "thresholds",
        "Fraud caught, against false alarms",
        "A line is what the model alone would catch at other thresholds; a dot is what rules and model do together. "
        "Higher is better, and so is further to the left.",
        "false alarms per 1,000 honest payments",
        "frauds caught",
        series,
        area.across_ticks(),
        area.up_ticks("%"),
    )


def curve(comparison: Comparison, at: int) -> list[Point]:
    """Return (false alarms per 1,000, frauds caught in percent) of one side, its highest scores first."""
    both = zip(comparison.payments, comparison.pairs, strict=True)
    ranked = sorted(
        ((pair[at].score, payment.fraud) for payment, pair in both if payment.fraud is not None), reverse=True
    )
    frauds = sum(fraud is True for _, fraud in ranked)
    honest, caught, alarms = len(ranked) - frauds, 0, 0
    points = [(0.0, 0.0)]
    for place, (score, fraud) in enumerate(ranked, start=1):
        caught, alarms = caught + (fraud is True), alarms + (fraud is False)
        # Payments of one score are flagged together.
        if place == len(ranked) or ranked[place][0] != score:
            points.append((alarms / honest * 1000, caught / frauds * 100))
    return points


def _dot(side: Side) -> Point:
    return side.figures.false_alarms_per_thousand or 0.0, (side.figures.recall or 0.0) * 100


def _daily(comparison: Comparison) -> Plot:
    days = [daily(comparison, at) for at in range(len(SIDES))]
    area = axes([max(len(days[0]) - 1, 1)], [share * 1.1 for of in days for share in of])
    lines = [area.path([(float(number), share) for number, share in enumerate(of)]) for of in days]
    return Plot(
        "daily",
        "Alerts, day by day",
        "Of 1,000 payments of a day, how many are reviewed or declined.",
        f"days from {day(comparison.payments[0].at)} on",
        "per 1,000",
        [Series(name, line) for name, line in zip(SIDES, lines, strict=True)],
        area.across_ticks(),
        area.up_ticks(),
    )


def daily(comparison: Comparison, at: int) -> Sequence[float]:
    """Return how many of 1,000 payments one side flags, for each day; a day without payments has none."""
    first = comparison.payments[0].at // MILLISECONDS_PER_DAY
    days = [payment.at // MILLISECONDS_PER_DAY - first for payment in comparison.payments]
    flagged = [day for day, pair in zip(days, comparison.pairs, strict=True) if pair[at].decision != APPROVE]
    all_, some = Counter(days), Counter(flagged)
    return [some[day] / all_[day] * 1000 if all_[day] else 0.0 for day in range(days[-1] + 1)]

"""The figures by their names, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from backtest.comparison import Comparison
from backtest.figures import Figures

NOTHING = "-"
# What each is counted as is said in docs/trying-rules-or-a-model.md.
FIGURES: Mapping[str, Callable[[Figures], float | None]] = {
    "alert rate": lambda figures: figures.alert_rate,
    "precision": lambda figures: figures.precision,
    "recall": lambda figures: figures.recall,
    "false alarms per 1,000 honest payments": lambda figures: figures.false_alarms_per_thousand,
    "fraud stopped, $": lambda figures: figures.stopped_dollars,
    "of it declined, $": lambda figures: figures.declined_dollars,
    "of it sent to review, $": lambda figures: figures.reviewed_dollars,
    "fraud that passed, $": lambda figures: figures.fraud_dollars - figures.stopped_dollars,
    "honest payments flagged, $": lambda figures: figures.honest_dollars_flagged,
}


def shown(name: str, number: float | None) -> str:
    """Return a figure as it is written; what cannot be said, since there is nothing to divide by, is a dash."""
    if number is None:
        return NOTHING
    if name.endswith("$"):
        return f"{number:,.0f}"
    if name.startswith("false alarms"):
        return f"{number:.2f}"
    if name.startswith("average"):
        return f"{number:.3f}"
    # Of frauds there are too few for a second digit to say anything.
    return f"{number:.2%}" if name == "alert rate" else f"{number:.1%}"


def day(at: int) -> str:
    """Return the day of a time in milliseconds."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d")


def moment(at: int) -> str:
    """Return a time in milliseconds as date and time, UTC."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def period(comparison: Comparison) -> str:
    """Return how many payments were compared, and of when."""
    payments, frauds = comparison.payments, comparison.sides[0].figures.frauds
    return (
        f"{len(payments):,} payments from {day(payments[0].at)} to {day(payments[-1].at)}: "
        f"{frauds:,} fraud, {comparison.unlabelled:,} without a label"
    )

"""The public benchmark's protocol: train on a week, let a week pass until labels have come, test on the next week."""

from collections.abc import Callable, Sequence
from statistics import mean, stdev
from typing import NamedTuple

from .measures import area_under_curve, average_precision, card_precision
from .table import Table

TRAINING_DAYS = DELAY_DAYS = TEST_DAYS = 7
# The first days of the weeks that are trained on, from the data's first day; the first of them is the single split.
FOLDS = (115, 122, 129, 136)
DAYS = FOLDS[-1] + TRAINING_DAYS + DELAY_DAYS + TEST_DAYS

# Takes the training week and the test week, and returns a score for each row of the latter.
Contestant = Callable[[Table, Table], Sequence[float]]
Progress = Callable[[str], None]


class Figures(NamedTuple):
    """The three measures of the benchmark."""

    auc: float
    ap: float
    cp100: float


def folds(table: Table, contestant: Contestant, progress: Progress) -> list[Figures]:
    """Return the figures of each fold."""
    judged = []
    for number, first in enumerate(FOLDS, start=1):
        progress(f"fold {number} of {len(FOLDS)}")
        training, test = (table.picked(rows) for rows in (rows_of_training(table, first), rows_of_test(table, first)))
        judged.append(figures(test, contestant(training, test)))
    return judged


def figures(test: Table, scores: Sequence[float]) -> Figures:
    """Return the measures of a test week; equal scores rank by amount, as in a review queue."""
    ranks = test.ranks(scores)
    return Figures(
        area_under_curve(test.frauds, ranks),
        average_precision(test.frauds, ranks),
        card_precision(test.days, test.cards, test.frauds, ranks),
    )


def rows_of_training(table: Table, first: int) -> list[int]:
    """Return the rows of the training week that begins on day `first`."""
    return [row for row, day in enumerate(table.days) if first <= day < first + TRAINING_DAYS]


def rows_of_test(table: Table, first: int) -> list[int]:
    """Return the rows of the test week, without the cards that are known to be compromised by their day.

    Known are, as in the benchmark, cards with a fraud since the training week's first day that is older than the delay.
    """
    begin = first + TRAINING_DAYS + DELAY_DAYS
    earliest: dict[int, int] = {}
    for day, card, fraud in zip(table.days, table.cards, table.frauds, strict=True):
        if fraud and day >= first:
            earliest[card] = min(day, earliest.get(card, day))
    return [
        row
        for row, (day, card) in enumerate(zip(table.days, table.cards, strict=True))
        if begin <= day < begin + TEST_DAYS and earliest.get(card, day) >= day - DELAY_DAYS
    ]


def mean_of(judged: Sequence[Figures]) -> Figures:
    """Return the mean of each measure."""
    return Figures(*(mean(column) for column in zip(*judged, strict=True)))


def deviation_of(judged: Sequence[Figures]) -> Figures:
    """Return the standard deviation of each measure; 0 for a single one."""
    return Figures(*(stdev(column) if len(column) > 1 else 0.0 for column in zip(*judged, strict=True)))

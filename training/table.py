"""Features of many payments, one row each, with what the protocol needs to know beside them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lambdas.fraud_analyzer.features import FEATURES, Features
from lambdas.fraud_analyzer.model import Model

from .measures import Rank
from .payment import START, Payment, day_of

AMOUNT = FEATURES.index("amount")


@dataclass(slots=True)
class Table:
    """Columns of equal length; `numbers` holds the features row by row, in the order of `FEATURES`."""

    days: list[int] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    frauds: list[bool] = field(default_factory=list)
    numbers: array[float] = field(default_factory=lambda: array("d"))

    def row(self, number: int) -> list[float]:
        """Return one payment's features."""
        width = len(FEATURES)
        return self.numbers[number * width : (number + 1) * width].tolist()

    def picked(self, rows: Sequence[int]) -> Table:
        """Return a table of these rows only."""
        some = Table([self.days[row] for row in rows], [self.cards[row] for row in rows])
        some.frauds.extend(self.frauds[row] for row in rows)
        for row in rows:
            some.numbers.extend(self.row(row))
        return some

    def scores(self, model: Model) -> list[float]:
        """Return the model's scores, walked by the function's code."""
        rows = (dict(zip(FEATURES, self.row(row), strict=True)) for row in range(len(self.days)))
        return [model.score(row).value for row in rows]

    def ranks(self, scores: Sequence[float]) -> list[Rank]:
        """Return each payment's place in a review queue: by score, and among equal scores by amount."""
        return list(zip(scores, self.numbers[AMOUNT :: len(FEATURES)], strict=True))


def table(replayed: Iterable[tuple[Payment, Features]], *, start: int = START) -> Table:
    """Keep what was replayed; days are counted from `start` (milliseconds)."""
    kept = Table()
    for payment, features in replayed:
        kept.days.append(day_of(payment, start))
        kept.cards.append(payment.customer)
        kept.frauds.append(payment.fraud)
        kept.numbers.extend(features.values())
    return kept


def joined(tables: Iterable[Table]) -> Table:
    """Return all rows in one table; cards of different worlds may bear the same number."""
    whole = Table()
    for part in tables:
        whole.days.extend(part.days)
        whole.cards.extend(part.cards)
        whole.frauds.extend(part.frauds)
        whole.numbers.extend(part.numbers)
    return whole

"""Two candidates on the same payments: what each comes to, as a whole and by segment, and who changes side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backtest.figures import Figures, figures
from backtest.payment import Payment
from backtest.replay import Decided
from backtest.segments import Segments, dimensions
from backtest.sides import Move, Pair, moves
from training.measures import average_precision


@dataclass(frozen=True)
class Side:
    """A candidate's figures; `average_precision` is that of its model's score, None where nothing is fraud."""

    name: str
    figures: Figures
    average_precision: float | None


@dataclass(frozen=True)
class Comparison:
    """All that is reported. By dimension and segment there are the figures of both sides."""

    payments: Sequence[Payment]
    pairs: Sequence[Pair]
    sides: tuple[Side, Side]
    moves: Mapping[tuple[str, str], Move]
    segments: Mapping[str, Mapping[str, tuple[Figures, Figures]]]

    @property
    def changed(self) -> list[tuple[Payment, Pair]]:
        """The payments that change side, in the order of time."""
        both = zip(self.payments, self.pairs, strict=True)
        return [(payment, pair) for payment, pair in both if pair[0].decision != pair[1].decision]

    @property
    def unlabelled(self) -> int:
        """How many payments have no label."""
        return sum(payment.fraud is None for payment in self.payments)

    def as_recorded(self) -> tuple[int, int]:
        """Return how many payments say what was decided, and how many of them the first side decides in the same way.

        They differ where the rows begin in the middle of a card's history.
        """
        recorded = [(p.decided, pair[0].decision) for p, pair in zip(self.payments, self.pairs, strict=True)]
        known = [was == now for was, now in recorded if was]
        return len(known), sum(known)


def compared(payments: Sequence[Payment], names: tuple[str, str], pairs: Sequence[Pair], limit: float) -> Comparison:
    """Compare what two candidates decided on the same payments; `limit` is the review limit in dollars."""
    columns = [[pair[at] for pair in pairs] for at in range(2)]
    first, second = (_side(name, payments, column) for name, column in zip(names, columns, strict=True))
    by_segment = {each.name: _by_segment(payments, pairs, each) for each in dimensions(payments, limit)}
    return Comparison(payments, pairs, (first, second), moves(zip(payments, pairs, strict=True)), by_segment)


def _side(name: str, payments: Sequence[Payment], decided: Sequence[Decided]) -> Side:
    told = [(payment, each) for payment, each in zip(payments, decided, strict=True) if payment.fraud is not None]
    frauds = [payment.fraud is True for payment, _ in told]
    ranks = [(each.score, payment.amount or 0.0) for payment, each in told]
    precision = average_precision(frauds, ranks) if any(frauds) else None
    return Side(name, figures(zip(payments, decided, strict=True)), precision)


def _by_segment(
    payments: Sequence[Payment], pairs: Sequence[Pair], segments: Segments
) -> dict[str, tuple[Figures, Figures]]:
    found = {name: (Figures(), Figures()) for name in segments.order}
    for payment, pair in zip(payments, pairs, strict=True):
        for counted, decided in zip(found[segments.of(payment)], pair, strict=True):
            counted.add(payment, decided)
    return {name: both for name, both in found.items() if both[0].payments}

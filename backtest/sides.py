"""Who changes side: payments that the second candidate decides otherwise, and the reasons most often behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backtest.figures import DECISIONS
from backtest.payment import Payment
from backtest.replay import Decided

# Two decisions on the same payment: what it was, and what it would be.
Pair = tuple[Decided, Decided]
MOST_REASONS = 3
NO_REASON = "no reason of its own"


@dataclass(slots=True)
class Move:
    """The payments with one decision before and another after: how many, how many of them fraud, and why."""

    before: str
    after: str
    payments: int = 0
    frauds: int = 0
    dollars: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def changes(self) -> bool:
        """Whether the two decisions differ."""
        return self.before != self.after

    def common(self) -> list[tuple[str, int]]:
        """Return the reasons most often behind it, with how many payments each."""
        return sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))[:MOST_REASONS]


def moves(judged: Iterable[tuple[Payment, Pair]]) -> Mapping[tuple[str, str], Move]:
    """Return all nine pairs of decisions, in order of severity."""
    found = {(before, after): Move(before, after) for before in DECISIONS for after in DECISIONS}
    for payment, pair in judged:
        move = found[pair[0].decision, pair[1].decision]
        move.payments += 1
        move.frauds += payment.fraud is True
        move.dollars += payment.amount or 0.0
        if move.changes:
            move.reasons.update(why(pair))
    return found


def why(pair: Pair) -> tuple[str, ...]:
    """Return the reasons that came with a severer decision, or that went with a milder one.

    Where the same reasons stand on both sides, they weigh otherwise, and all of them are named.
    """
    before, after = pair
    severer = DECISIONS.index(after.decision) > DECISIONS.index(before.decision)
    more, less = (after, before) if severer else (before, after)
    return tuple(reason for reason in more.reasons if reason not in less.reasons) or more.reasons or (NO_REASON,)

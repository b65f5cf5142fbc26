"""Payments decided in the order of time, each with what the system would have known then; labels arrive late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import Any, NamedTuple

from backtest.histories import Histories
from backtest.payment import MILLISECONDS_PER_DAY, Payment

# Takes the workflow's event and the server's time (ms); returns what the analyzer answers.
Decide = Callable[[Mapping[str, object], int], Mapping[str, Any]]


class Decided(NamedTuple):
    """What became of a payment."""

    decision: str
    score: float
    reasons: tuple[str, ...]


def replayed(payments: Iterable[Payment], decide: Decide, *, delay: float) -> Iterator[Decided]:
    """Yield what is decided on each payment; a fraud is reported `delay` days later, or when its row says."""
    histories = Histories()
    waiting: list[tuple[int, int, Payment, bool]] = []
    for number, payment in enumerate(payments):
        while waiting and waiting[0][0] <= payment.at:
            due, _, confirmed, ordinary = heappop(waiting)
            histories.report(confirmed, ordinary=ordinary, now=due)
        answer = decide(histories.event(payment), payment.at)
        histories.keep(payment, answer)
        if payment.fraud:
            heappush(waiting, (_due(payment, delay), number, payment, answer["ordinary_amount"] == "true"))
        yield Decided(answer["decision"], answer["score"], tuple(answer["reasons"]))


def _due(payment: Payment, delay: float) -> int:
    """Return when a fraud is confirmed; never before it was made."""
    if payment.reported_at is not None:
        return max(payment.reported_at, payment.at)
    return payment.at + int(delay * MILLISECONDS_PER_DAY)

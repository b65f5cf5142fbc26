"""Which case comes first: the dollars at risk, and of equal ones what has waited longest; pure."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from review.payment import Payment

# A payment that only a rule has flagged may be fraud all the same: it counts as if the model had said so much.
LEAST_SCORE = 0.25


def at_risk(payment: Payment) -> float:
    """The dollars that are lost, times how likely that is; an amount of unknown worth is above any."""
    return inf if payment.dollars is None else payment.dollars * max(payment.score, LEAST_SCORE)


def by_risk(payments: Iterable[Payment]) -> list[Payment]:
    """The payments, the largest risk first."""
    return sorted(payments, key=lambda payment: (-at_risk(payment), payment.at, payment.id))

"""A recorded payment as it is replayed, with its label if it has one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

MILLISECONDS_PER_DAY = 86_400_000
OK = "ok"


class Payment(NamedTuple):
    """One payment; `at` and `reported_at` are milliseconds since the epoch (UTC), amounts are US dollars.

    Without an amount, `conversion` says why, as the validator does. An empty text is not given. `fraud` is None where
    nobody has said what the payment was; `by_reviewer` is whether an analyst has. `decided` is what the system decided,
    if that is known.
    """

    id: str
    at: int
    amount: float | None
    card: str
    merchant: str = ""
    terminal: str = ""
    country: str = ""
    entry_mode: str = ""
    fraud: bool | None = None
    reported_at: int | None = None
    by_reviewer: bool = False
    conversion: str = OK
    decided: str = ""


def settled(payments: Iterable[Payment], days: float) -> list[Payment]:
    """Return the payments in the order of time; one that nobody reported within `days` counts as honest.

    The days are those up to the newest payment. Payments of one millisecond keep their order.
    """
    ordered = sorted(payments, key=lambda payment: payment.at)
    until = ordered[-1].at - days * MILLISECONDS_PER_DAY if ordered else 0
    return [
        payment._replace(fraud=False) if payment.fraud is None and payment.at <= until else payment
        for payment in ordered
    ]

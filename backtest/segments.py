"""The segments by which figures are broken down; a file that does not say of a segment has none."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from backtest.payment import Payment

# Upper ends of the bands of amounts in dollars; the review limit is the last one.
BANDS = (10, 50, 200, 1_000)
NO_AMOUNT, NOT_GIVEN, OTHER = "no amount", "not given", "other"
# Of countries and entry modes so many have a line of their own.
MOST = 8


class Segments(NamedTuple):
    """A dimension, its segments in their order, and which of them a payment belongs to."""

    name: str
    order: Sequence[str]
    of: Callable[[Payment], str]


def dimensions(payments: Sequence[Payment], limit: float) -> list[Segments]:
    """Return the dimensions that the payments can be told apart by."""
    found = [_bands(limit)]
    if any(payment.terminal for payment in payments):
        found.append(_terminals())
    readers: dict[str, Callable[[Payment], str]] = {
        "country": lambda payment: payment.country,
        "entry mode": lambda payment: payment.entry_mode,
    }
    found += [_common(name, payments, read) for name, read in readers.items() if any(map(read, payments))]
    return found


def _bands(limit: float) -> Segments:
    ends = [*(end for end in BANDS if end < limit), limit]
    starts = [0, *ends]
    names = [f"${low:,.0f} to {high:,.0f}" for low, high in zip(starts, ends, strict=False)]
    order = [*names, f"above ${limit:,.0f}", NO_AMOUNT]
    return Segments("amount", order, lambda p: NO_AMOUNT if p.amount is None else order[bisect_left(ends, p.amount)])


def _terminals() -> Segments:
    order = ("at a terminal", "without one")
    return Segments("terminal", order, lambda payment: order[not payment.terminal])


def _common(name: str, payments: Sequence[Payment], read: Callable[[Payment], str]) -> Segments:
    words = {text: text or NOT_GIVEN for text, _ in Counter(map(read, payments)).most_common(MOST)}
    return Segments(name, [*words.values(), OTHER], lambda payment: words.get(read(payment), OTHER))

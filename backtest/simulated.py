"""Simulated payments to try a candidate on where there is no record: the world of `training`, in the words of a row."""

from __future__ import annotations

from collections.abc import Iterator

from backtest.payment import Payment
from training import lognormal_world

# Held out from the training of the shipped model, whose own worlds have the seeds 1 to 3.
SEED = 204
# How many shops on the Internet the payments without a terminal are spread over.
SHOPS = 97


def payments(days: int) -> Iterator[Payment]:
    """Yield the payments of so many days; the same for each run."""
    for number, made in enumerate(lognormal_world.payments(seed=SEED, days=days, amounts=lognormal_world.UNSEEN), 1):
        at_terminal = made.terminal >= 0
        yield Payment(
            id=f"simulated-{number}",
            at=made.timestamp,
            amount=made.amount,
            card=f"card-{made.customer}",
            merchant=f"merchant-{made.terminal}" if at_terminal else f"shop-{made.customer % SHOPS}",
            terminal=f"terminal-{made.terminal}" if at_terminal else "",
            country=made.country,
            entry_mode="contactless" if at_terminal else "ecommerce",
            fraud=made.fraud,
        )

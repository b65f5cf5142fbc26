"""Whom rules and model stop: honest payments and frauds, counted by segment."""

from collections.abc import Callable, Iterable
from typing import Any

from lambdas.fraud_analyzer.analysis import Analysis
from lambdas.fraud_analyzer.features import Features
from lambdas.fraud_analyzer.scoring import Decision

from .card_holder import HOME, NO_TERMINAL
from .payment import Payment

Belongs = Callable[[Payment, Features], bool]


def _amount(least: float, most: float) -> Belongs:
    return lambda payment, _: least < payment.amount <= most


def _usual(least: float, most: float) -> Belongs:
    """Of cards with a profile: what they usually pay is all that is known of their owners' means."""
    return lambda payment, seen: least < payment.amount / (seen["card_amount_to_usual"] or float("inf")) <= most


# In each group, every payment is in one segment at most.
SEGMENTS: dict[str, Belongs] = {
    "all payments": lambda _, __: True,
    "amount up to $50": _amount(0, 50),
    "$50 to $220": _amount(50, 220),
    "$220 to $1,000": _amount(220, 1000),
    "above $1,000": _amount(1000, float("inf")),
    "card that usually pays up to $30": _usual(0, 30),
    "$30 to $100": _usual(30, 100),
    "above $100": _usual(100, float("inf")),
    "card with fewer than three payments in a month": lambda _, seen: seen["card_payments_30d"] < 3,
    "at a terminal in the card's own country": lambda payment, _: (
        payment.terminal > NO_TERMINAL and payment.country == HOME
    ),
    "abroad": lambda payment, _: payment.country != HOME,
    "without a terminal": lambda payment, _: payment.terminal == NO_TERMINAL and payment.country == HOME,
}


def counted(judged: Iterable[tuple[Payment, Analysis]], since: int) -> dict[str, dict[str, Any]]:
    """Return of each segment, from `since` (milliseconds) on, how much there was and how much was not approved."""
    counts = {name: {"honest": 0, "honest_stopped": 0, "frauds": 0, "frauds_stopped": 0} for name in SEGMENTS}
    for payment, analysis in judged:
        if payment.timestamp < since or analysis.asked is None:
            continue
        kind, stopped = "frauds" if payment.fraud else "honest", analysis.decision is not Decision.APPROVE
        for name, belongs in SEGMENTS.items():
            if belongs(payment, analysis.asked):
                counts[name][kind] += 1
                counts[name][f"{kind}_stopped"] += stopped
    return counts

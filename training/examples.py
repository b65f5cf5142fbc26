"""Payments as the function would see them: features made by its own code, with the label beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.features import Features, features
from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.terminal import Terminal

from .measures import average_precision
from .simulation import SECONDS_PER_DAY, START, Payment

# Amounts of two rules that the model is measured by. They stay, so that figures can be compared: the system's own
# threshold is what the stack gives to the function.
AMOUNT_RULE = 220.0
MISSION_RULE = 5000.0


@dataclass(frozen=True, slots=True)
class Examples:
    """Features and labels, in the order of the payments."""

    features: Sequence[Features]
    frauds: Sequence[bool]

    def rows(self, names: Sequence[str]) -> list[list[float]]:
        """Return one list of numbers per payment, in the order of `names`."""
        return [[given[name] for name in names] for given in self.features]

    def scores(self, model: Model) -> list[float]:
        """Return the model's scores, walked by the function's code."""
        return [model.score(given).value for given in self.features]

    def amounts(self) -> list[float]:
        """Return the amounts in dollars."""
        return [given["amount"] for given in self.features]


def examples(payments: Iterable[Payment], *, days: range) -> Examples:
    """Keep the payments of `days` (counted from the simulation's start)."""
    start, end = ((START + day * SECONDS_PER_DAY) * 1000 for day in (days.start, days.stop))
    kept = [payment for payment in payments if start <= payment.timestamp < end]
    return Examples([_features(payment) for payment in kept], [payment.fraud for payment in kept])


def average_precisions(model: Model, held_out: Examples) -> dict[str, float]:
    """Return the average precision of the model and of the rules and the ranking that it is measured by."""
    amounts, frauds = held_out.amounts(), held_out.frauds
    contestants = {
        "model": held_out.scores(model),
        "ranking_by_amount": amounts,
        "amount_above_220": [float(amount > AMOUNT_RULE) for amount in amounts],
        "amount_above_5000": [float(amount > MISSION_RULE) for amount in amounts],
    }
    return {name: round(average_precision(frauds, scores), 4) for name, scores in contestants.items()}


def _features(payment: Payment) -> Features:
    return features(at=payment.timestamp, amount_usd=payment.amount, card=Card(), terminal=Terminal())

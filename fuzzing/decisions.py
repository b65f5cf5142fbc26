"""Decisions on payments that are hard to judge: every one of them is finite, and can be stored and sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fuzzing.oracle import require
from fuzzing.payments import NOW, STATE, history, remembered, validated
from lambdas.fraud_analyzer import history as histories
from lambdas.fraud_analyzer.analysis import analyze
from lambdas.fraud_analyzer.history import History
from lambdas.fraud_analyzer.learning import learned
from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.rules import Rules
from lambdas.fraud_analyzer.transaction import Transaction, from_event

DECISIONS = ("approve", "review", "decline")


def every_decision(rules: Rules, model: Model) -> None:
    """Decides on each of the payments; raises Defect, or what the analysis should not have raised."""
    for transaction, known in cases():
        decided(transaction, known, rules, model)


def decided(transaction: Transaction, known: History | None, rules: Rules, model: Model) -> dict[str, Any]:
    """What the function answers of a payment, once it was found to be faultless."""
    analysis = analyze(transaction, known, at=NOW, rules=rules, score=model.score)
    answer = {**analysis.as_json(), **learned(transaction, known, analysis, at=NOW, counting=rules.counting)}
    json.dumps(answer, allow_nan=False, ensure_ascii=False).encode()
    require(answer["decision"] in DECISIONS and 0 <= analysis.score.value <= 1, "decides what nobody knows")
    require(known is not None or answer["decision"] != "approve", "approves what it knows nothing of")
    return answer


def cases() -> Iterator[tuple[Transaction, History | None]]:
    """Payments of nothing, of little and of most, by cards that are new, known, or known by extremes."""
    for amount in (0.0, 0.01, 60.5, 1e6, 1e15):
        transaction = from_event({"transaction": validated(amount_usd=amount)})
        yield transaction, None
        for items in ((), remembered(), _extreme()):
            yield transaction, histories.read(history(*items), transaction, at=NOW)
    yield from_event({"transaction": validated(amount_usd=None, conversion="rates_outdated")}), None


def _extreme() -> tuple[dict[str, Any], ...]:
    """A card that has paid more than any, at a terminal with more frauds than any."""
    state = {**STATE, "card": [1, NOW, "US", 1e18, 1e18, 1e18, 0.0, 1e18, 1e18]}
    card, terminal, merchant = remembered()
    card = {**card, "state": {"S": json.dumps(state)}}
    return card, {**terminal, "frauds_20700": {"N": "999999999"}}, {**merchant, "weight": {"N": "1e38"}}

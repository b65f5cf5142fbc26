"""Payments in their order, through the analyzer's core and a table that keeps to its conditions, as in the workflow.

The workflow reads what is known, has the payment analyzed, and stores the card's item if nobody has changed it
meanwhile. If somebody has, it reads and analyzes once more; if that was in vain too, a person looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from lambdas.fraud_analyzer import history, model, rules
from lambdas.fraud_analyzer.analysis import analyze
from lambdas.fraud_analyzer.features import Features
from lambdas.fraud_analyzer.history import SHARDS
from lambdas.fraud_analyzer.learning import learned
from lambdas.fraud_analyzer.rules import Rules
from lambdas.fraud_analyzer.scoring import Score
from lambdas.fraud_analyzer.terminal import FRAUDS, ORDINARY, Terminal, reported
from lambdas.fraud_analyzer.transaction import from_event

LIMIT = 5000
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
# A Monday morning.
BEGINS = int(datetime(2026, 11, 2, 9, tzinfo=UTC).timestamp()) * 1000
PAYMENT: dict[str, Any] = {
    "conversion": "ok",
    "merchant_id": "grocer",
    "terminal_id": "till-1",
    "country": "US",
    "entry_mode": "",
}
shipped_rules, shipped_model = cache(rules.load), cache(model.load)


def request(*, card: str = "tok_regular", **given: str) -> dict[str, Any]:
    """What the validator found in a payment."""
    return {**PAYMENT, "card_token": card, **given}


@dataclass
class Answer:
    """What the workflow was answered, with the history that it was answered from."""

    decision: str
    reasons: list[str]
    whole: dict[str, Any]


@dataclass
class World:
    """A table of histories, and a clock that moves as payments say."""

    at: int = BEGINS
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    rules: Rules = field(default_factory=lambda: shipped_rules(LIMIT))
    score: Callable[[Features], Score] = field(default_factory=lambda: shipped_model().score)

    def pay(self, amount: float, *, after: int = 0, **given: str) -> Answer:
        """One payment, `after` milliseconds, read, analyzed and stored before the next one comes."""
        self.at += after
        answer = self.analyzed(amount, self.read(**given), **given)
        assert self.store(answer, **given)
        return answer

    def read(self, **given: str) -> dict[str, Any]:
        """What the workflow's state ReadHistory hands on."""
        payment = request(**given)
        keys = [f"card#{payment['card_token']}", f"terminal#{payment['terminal_id']}"]
        keys += [f"merchant#{payment['merchant_id']}#{self.day}#{shard}" for shard in range(SHARDS)]
        found = [self.items[key] for key in reversed(keys) if key in self.items]
        answer = {"Responses": {"card-histories": found}, "UnprocessedKeys": {}}
        return {"available": True, "day": self.day, "answer": answer}

    def analyzed(self, amount: float | None, known: object, **given: str) -> Answer:
        transaction = from_event({"transaction": {**request(**given), "amount_usd": amount}})
        read = history.read(known, transaction, at=self.at)
        analysis = analyze(transaction, read, at=self.at, rules=self.rules, score=self.score)
        kept = learned(transaction, read, analysis, at=self.at, counting=self.rules.counting)
        answer = analysis.as_json()
        return Answer(str(answer["decision"]), list(analysis.reasons), {**answer, **kept})

    def store(self, answer: Answer, **given: str) -> bool:
        """Whether the card's item was as it had been read, and is updated now, with the merchant's count."""
        payment, card, merchant = request(**given), answer.whole["history"], answer.whole["merchant"]
        key = f"card#{payment['card_token']}"
        before = self.items.get(key, {})
        if before.get("seq", {"N": "0"})["N"] != card["seen"]:
            return False
        texts = {"seq": {"N": card["next"]}, "expires": {"N": card["expires"]}}
        self.items[key] = {**before, "key": {"S": key}, "state": {"S": card["state"]}, **texts}
        if merchant["counted"]:
            shard = f"merchant#{payment['merchant_id']}#{self.day}#{int(card['next']) % SHARDS}"
            counted = int(self.items.get(shard, {"weight": {"N": "0"}})["weight"]["N"])
            weight = {"N": str(counted + int(merchant["weight"]))}
            self.items[shard] = {"key": {"S": shard}, "weight": weight, "expires": {"N": merchant["expires"]}}
        return True

    def report(self, terminal: str, *, times: int) -> None:
        """Frauds of ordinary amounts at a terminal are confirmed."""
        known = Terminal()
        for _ in range(times):
            known = reported(known, at=self.at, ordinary_amount=True)
        counts = [((FRAUDS, day, frauds), (ORDINARY, day, ordinary)) for day, frauds, ordinary in known.days]
        numbers = {f"{kind}{day}": {"N": str(number)} for pair in counts for kind, day, number in pair}
        self.items[f"terminal#{terminal}"] = {"key": {"S": f"terminal#{terminal}"}, **numbers}

    @property
    def day(self) -> str:
        return datetime.fromtimestamp(self.at / 1000, UTC).date().isoformat()

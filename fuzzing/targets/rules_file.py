"""The file of rules (lambdas/fraud_analyzer/rules.py): read as it is written, and no payment crashes by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fuzzing import plain_json, sameness
from fuzzing.decisions import every_decision
from fuzzing.oracle import refused, require
from lambdas.fraud_analyzer import model
from lambdas.fraud_analyzer.rules import Rules, read

LIMIT = 5_000.0


def run(data: bytes) -> None:
    """Reads the file, and decides on payments by it."""
    text = data.decode("utf-8", "replace")
    try:
        rules = read(text, limit=LIMIT)
    except ValueError as error:
        refused(error)
        return
    said = plain_json.one_meaning(text)
    _same(rules, said)
    every_decision(rules, _shipped())


def _same(rules: Rules, said: dict[str, object]) -> None:
    taken = [
        {"code": rule.code, "decision": rule.decision.name.lower(), "when_above": dict(rule.when_above)}
        for rule in rules.rules
    ]
    require(sameness.same(taken, said["rules"], rounded=True), "takes other rules than the file says")
    require(rules.version == said["version"], "is of another version than the file says")
    counting = said["counting"]
    require(isinstance(counting, dict), "counts what the file does not say")
    counted = {name: getattr(rules.counting, name) for name in counting} if isinstance(counting, dict) else {}
    require(sameness.same(counted, counting, rounded=True) and rules.counting.limit == LIMIT, "counts by other numbers")


@cache
def _shipped() -> model.Model:
    return model.load()


def seeds() -> Iterator[bytes]:
    """A file of three rules."""
    yield b"""{"$schema": "rules.schema.json", "format": 1, "version": "2026-11-27.1", "effective": "2026-11-27",
"counting": {"just_below_share": 0.9, "large_part_share": 0.5, "small_amount": 5.0, "new_card_payments": 3,
"admitted_after_days": 14, "card_days": 180, "merchant_days": 2},
"rules": [{"code": "amount_above_limit", "decision": "review", "when_above": {"amount_over_limit": 0}},
{"code": "far_above_usual", "decision": "decline", "when_above": {"times_usual": 20, "deviations": 2.5}},
{"code": "many_new_cards", "decision": "review", "when_above": {"new_cards_at_merchant": 9.5}}]}"""

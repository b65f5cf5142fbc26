"""Validator and analyzer as the drain calls them, at one moment; whatever it would only warn of is a defect here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NoReturn

from fuzzing.decisions import decided
from fuzzing.oracle import Defect
from fuzzing.payments import NOW, history, limits
from lambdas.fraud_analyzer import history as histories
from lambdas.fraud_analyzer import model, rules
from lambdas.fraud_analyzer.transaction import from_event
from lambdas.transaction_validator.money import worth
from lambdas.transaction_validator.transaction import Transaction
from lambdas.transaction_validator.validation import validate


def validated_now(request: object, _context: object) -> Mapping[str, object]:
    """What the validator answers."""
    outcome = validate(request, now=NOW, limits=limits())
    if isinstance(outcome, Transaction):
        value = worth(outcome.amount, outcome.currency, rates=limits().rates, now=NOW)
        return {"valid": True, "transaction": outcome.as_json(value), "digest": outcome.digest}
    return {"valid": False, "errors": [error.as_json() for error in outcome]}


def analyzed(event: Mapping[str, Any], _context: object) -> Mapping[str, object]:
    """What the analyzer answers."""
    transaction = from_event(event)
    known = histories.read(event.get("history"), transaction, at=NOW)
    return decided(transaction, known, *_shipped())


def unremembered(transactions: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The history of each payment: nothing is known yet."""
    return (history() for _ in transactions)


def warned(text: str, reason: str) -> None:
    """A payment that is passed over because something crashed."""
    raise Defect(f"{text % reason}, and so is passed over")


def judged_by_nobody(constant: str) -> NoReturn:
    """NaN and infinities, which are no JSON."""
    raise Defect(f"{constant} is sent, which is no number of JSON")


@cache
def _shipped() -> tuple[rules.Rules, model.Model]:
    return rules.load(5_000), model.load()

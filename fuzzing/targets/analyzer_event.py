"""An analyzer's event (lambdas/fraud_analyzer): what cannot be read is unavailable, and what is kept can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from fuzzing.decisions import decided
from fuzzing.oracle import refused, require
from fuzzing.payments import NOW, history, remembered, validated
from lambdas.fraud_analyzer import history as histories
from lambdas.fraud_analyzer import model, rules
from lambdas.fraud_analyzer.transaction import from_event


def run(data: bytes) -> None:
    """Decides on the event as the function does, and reads what it would keep of the card."""
    try:
        event = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(event, dict):
        return  # Lambda hands out the workflow's object
    try:
        transaction = from_event(event)
    except ValueError as error:
        refused(error)
        return
    known = histories.read(event.get("history"), transaction, at=NOW)
    answer = decided(transaction, known, *_shipped())
    kept: dict[str, Any] = answer["history"]
    # The validator lets no other country in, and a state holds no longer one.
    if kept["counted"] and re.fullmatch("[A-Z]{2}", transaction.country):
        item = {
            "key": {"S": f"card#{transaction.card_token}"},
            "state": {"S": kept["state"]},
            "seq": {"N": kept["next"]},
        }
        again = histories.read(history(item), transaction, at=NOW)
        require(again is not None and again.seen == int(kept["next"]), "keeps what it cannot read")


@cache
def _shipped() -> tuple[rules.Rules, model.Model]:
    return rules.load(5_000), model.load()


def seeds() -> Iterator[bytes]:
    """A card that is known, one that is new, a history that was not read, and an amount that nobody could convert."""
    said = {"key": {"S": "card#tok_a1b2c3d4"}, "not_me_at": {"N": str(NOW - 1_000)}, "not_me_by": {"S": "t-0"}}
    yield json.dumps({"transaction": validated(), "history": history(*remembered())}).encode()
    yield json.dumps({"transaction": validated(), "history": history()}).encode()
    yield json.dumps({"transaction": validated(), "history": history(said)}).encode()
    yield json.dumps({"transaction": validated(), "history": {"available": False}}).encode()
    yield json.dumps({"transaction": validated(amount_usd=None, conversion="rates_outdated"), "history": {}}).encode()

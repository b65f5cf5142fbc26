"""A card's past, written into the table of histories as the workflow would have written it, payment by payment."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lambdas.fraud_analyzer import history, model, rules
from lambdas.fraud_analyzer.analysis import analyze
from lambdas.fraud_analyzer.learning import learned
from lambdas.fraud_analyzer.transaction import from_event
from live.system import System
from policies.requirements import REVIEW_THRESHOLD

DAY = 24 * 60 * 60 * 1000


def remember(system: System, payment: Mapping[str, Any], amounts: Sequence[float]) -> None:
    """As if the card had paid one of these amounts (US dollars) on each of the last days, but today."""
    loaded, shipped = rules.load(REVIEW_THRESHOLD), model.load()
    key = {"S": f"card#{payment['card_token']}"}
    item: dict[str, Any] = {}
    for days, amount in zip(range(len(amounts), 0, -1), amounts, strict=True):
        at = time.time_ns() // 1_000_000 - days * DAY
        paid = from_event({"transaction": {**payment, "amount_usd": amount, "conversion": "ok", "entry_mode": ""}})
        known = history.read(_read(at, item), paid, at=at)
        analysis = analyze(paid, known, at=at, rules=loaded, score=shipped.score)
        kept: Mapping[str, Any] = learned(paid, known, analysis, at=at, counting=loaded.counting)["history"]
        numbers = {"seq": {"N": kept["next"]}, "expires": {"N": kept["expires"]}}
        item = {"key": key, "state": {"S": kept["state"]}, **numbers}
    system.aws.client("dynamodb").put_item(TableName=history.TABLE, Item=item)


def _read(at: int, item: Mapping[str, Any]) -> dict[str, Any]:
    answer = {"Responses": {history.TABLE: [item] if item else []}, "UnprocessedKeys": {}}
    return {"available": True, "day": datetime.fromtimestamp(at / 1000, UTC).date().isoformat(), "answer": answer}

"""The functions' own time: CPU per warm call, with AWS answering from memory."""

from __future__ import annotations

import json
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

from bench import JUDGING, drain
from bench.rounds import ROUNDS
from lambdas.fraud_analyzer import handler as analyzer
from lambdas.fraud_analyzer.history import TABLE
from lambdas.fraud_analyzer.terminal import FRAUDS, ORDINARY
from lambdas.notification_sender import handler as notifier
from lambdas.notification_sender import topic
from lambdas.shared import parameters
from lambdas.transaction_validator import handler as validator
from policies.requirements import ANALYZER, DRAIN, NOTIFIER, VALIDATOR

CALLS = 2_000
EPOCH = date(1970, 1, 1).toordinal()
VALUES = {
    "MODEL_ENDPOINT_PARAMETER": "local",
    "EMAIL_TEMPLATE_PARAMETER": "Your card: $amount $currency, $decision",
    "SMS_TEMPLATE_PARAMETER": "$decision: $amount",
}


def milliseconds(stack: bytes) -> Iterator[tuple[str, float]]:
    """(what is called, CPU milliseconds per call, the drain's per payment) in the environment that a file gives.

    The best of the rounds counts, since what disturbs a round only adds to it.
    """
    for function in json.loads(stack)["resource"]["aws_lambda_function"].values():
        # What refers to a parameter is called like its variable here.
        os.environ |= function["environment"]["variables"] | {name: name for name in VALUES}
    parameters.client = lambda _: SimpleNamespace(get_parameters=_parameters)  # type: ignore[assignment]
    answered = {"Successful": [{"MessageId": "1"}]}
    topic.client = lambda _: SimpleNamespace(publish_batch=lambda **_: answered)  # type: ignore[assignment]
    logging.disable(logging.INFO)
    body = {
        "transaction_id": str(uuid.uuid4()),
        "timestamp": time.time_ns() // 1_000_000,
        "amount": 25.0,
        "currency": "USD",
        "card_token": "tok_4f9d2c7b1a",
        "merchant_id": "merchant-17",
        "terminal_id": "terminal-3",
        "country": "US",
    }
    validated = validator.handler(body, None)
    transaction = cast(dict[str, Any], validated["transaction"])
    event: dict[str, Any] = {"transaction": transaction, "history": _history(transaction)}
    yield VALIDATOR, _per_call(lambda: validator.handler(body, None))
    yield ANALYZER, _per_call(lambda: analyzer.handler(event, None))
    # Of what is approved, nobody is told.
    event["analysis"] = {**analyzer.handler(event, None), "decision": "review"}
    yield NOTIFIER, _per_call(lambda: notifier.handler(event, None))
    yield DRAIN, _per_call(drain.batch(body, _card(event["history"]))) / drain.BATCH
    judging = drain.call(body, _card(event["history"]))
    yield DRAIN + JUDGING, _per_call(judging, max(1, CALLS // drain.CALLED)) / drain.CALLED


def _history(transaction: dict[str, Any]) -> dict[str, Any]:
    """What the workflow reads of a card that is used every day, of its merchant and of a terminal with two frauds."""
    day = datetime.now(UTC).date()
    key, shard = f"card#{transaction['card_token']}", f"merchant#{transaction['merchant_id']}#{day}#0"
    items: list[dict[str, Any]] = [{"key": {"S": shard}, "weight": {"N": "1E+20"}, "expires": {"N": "1"}}]
    today = day.toordinal() - EPOCH
    frauds = {f"{kind}{today - age}": {"N": "1"} for age in (8, 9) for kind in (FRAUDS, ORDINARY)}
    items.append({"key": {"S": f"terminal#{transaction['terminal_id']}"}, **frauds})
    history = {
        "available": True,
        "day": day.isoformat(),
        "answer": {"Responses": {TABLE: items}, "UnprocessedKeys": {}},
    }
    for _ in range(50):
        kept = analyzer.handler({"transaction": transaction, "history": history}, None)["history"]
        state, seen, expires = (kept[name] for name in ("state", "next", "expires"))  # type: ignore[index]
        items[2:] = [{"key": {"S": key}, "state": {"S": state}, "seq": {"N": seen}, "expires": {"N": expires}}]
    return history


def _card(history: dict[str, Any]) -> dict[str, Any]:
    (card,) = (item for item in history["answer"]["Responses"][TABLE] if item["key"]["S"].startswith("card#"))
    return dict(card)


def _parameters(*, Names: list[str], **_: object) -> dict[str, Any]:  # noqa: N803 - the SDK's name
    return {"Parameters": [{"Name": name, "Value": VALUES[name]} for name in Names]}


def _per_call(call: Callable[[], object], calls: int | None = None) -> float:
    calls = calls or CALLS
    call()
    return min(_once(call, calls) for _ in range(ROUNDS)) / calls * 1000


def _once(call: Callable[[], object], calls: int) -> float:
    start = time.process_time()
    for _ in range(calls):
        call()
    return time.process_time() - start

"""The drain's own time: CPU of ten payments of the queue, and of a call's, with AWS answering the SDK from memory."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from lambdas.fraud_analyzer.history import TABLE
from lambdas.transaction_drain import executions, histories
from lambdas.transaction_drain.handler import handler

BATCH = 10
CALLED = 25
STARTED = {"executionArn": "arn", "startDate": 1.0}
OWN = ("card_token", "terminal_id", "merchant_id")
# By the action: what is answered now.
ANSWERS: dict[str, Any] = {}


def batch(body: Mapping[str, Any], item: Mapping[str, Any]) -> Callable[[], object]:
    """Decide ten payments of ten cards; `item` is what is remembered of each card, under the key of another."""
    cards = [f"{body['card_token']}{number}" for number in range(BATCH)]
    items = [{**item, "key": {"S": f"card#{card}"}} for card in cards]
    # The file only refers to the table, whose name the analyzer knows.
    os.environ["HISTORIES_TABLE"] = TABLE
    ANSWERS["BatchGetItem"] = {"Responses": {TABLE: items}, "UnprocessedKeys": {}}
    _answer_from_memory()
    records = [_record({**body, "transaction_id": str(uuid.uuid4()), "card_token": card}) for card in cards]
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 30_000)
    return lambda: handler({"Records": records}, context)


def call(body: Mapping[str, Any], item: Mapping[str, Any]) -> Callable[[], object]:
    """Judge the payments of a call, each of a card, a terminal and a merchant of its own; after `batch`."""
    bodies = [
        {**body, "transaction_id": str(uuid.uuid4()), **{name: f"{body[name]}{number}" for name in OWN}}
        for number in range(CALLED)
    ]
    items = [{**item, "key": {"S": f"card#{each['card_token']}"}} for each in bodies]
    ANSWERS["BatchGetItem"] = {"Responses": {TABLE: items}, "UnprocessedKeys": {}}
    return lambda: handler({"batch": bodies, "within_ms": 30_000}, None)


def _record(request: Mapping[str, Any]) -> dict[str, Any]:
    body = json.dumps({"client": "client", "request": request, "receipt": "0" * 64})
    first = {"ApproximateReceiveCount": "1"}
    return {"messageId": str(uuid.uuid4()), "receiptHandle": "handle", "body": body, "attributes": first}


def _answer_from_memory() -> None:
    """Have the drain's clients of the SDK go all their way, but for the network."""

    def answered(request: Any, **_: object) -> SimpleNamespace:
        action = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        return SimpleNamespace(status_code=200, headers={}, content=json.dumps(ANSWERS.get(action, STARTED)).encode())

    os.environ |= dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"), "none")
    for of in (histories, executions):
        of.client(int(os.environ["CALL_TIMEOUT_MS"])).meta.events.register("before-send", answered)

"""A message of the queue (lambdas/transaction_drain): a payment as its client sent it, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fuzzing.judging import analyzed, judged_by_nobody, validated_now, warned
from fuzzing.oracle import require
from fuzzing.payments import BODY, history
from lambdas.transaction_drain.deciding import accepted, decided
from lambdas.transaction_drain.messages import read
from lambdas.transaction_drain.refusals import Refusal
from lambdas.transaction_drain.rounds import Payment, rounds

NAME = re.compile(r"[0-9A-Za-z-]{1,32}_[0-9A-Za-z-]{1,36}_drained")


def run(data: bytes) -> None:
    """Reads the body as that of a message, and decides on the payment in it."""
    text = data.decode("utf-8", "replace")
    record = {"messageId": "m-1", "receiptHandle": "h", "attributes": {"ApproximateReceiveCount": "1"}, "body": text}
    message = read(record)
    if message is None:
        return
    said = json.loads(text)
    require((message.client_id, message.receipt) == (said["client"], said["receipt"]), "is of another client")
    require(message.request == said["request"] or message.request != message.request, "holds another request")
    for each in accepted([message], validate=validated_now, warn=warned):
        if isinstance(each, Refusal):
            require(bool(each.errors) and _is_json(each.errors), "is refused without a word")
        else:
            _started(each)


def _started(payment: Payment) -> None:
    (steps,) = rounds([payment])
    for known in (history(), None):
        for execution, _ in decided(steps, [known], analyze=analyzed, warn=warned):
            require(bool(NAME.fullmatch(execution.name)), "starts an execution under a name that the API can make")
            given: Mapping[str, Any] = json.loads(execution.given, parse_constant=judged_by_nobody)
            require(given["request"] == payment.message.request, "starts another payment")


def _is_json(value: object) -> bool:
    return bool(json.loads(json.dumps(value, allow_nan=False)) == value)


def seeds() -> Iterator[bytes]:
    """A payment that is decided, and one that is refused."""
    yield json.dumps({"client": "key1", "request": BODY, "receipt": "0" * 64}).encode()
    yield json.dumps({"client": "key1", "request": {**BODY, "amount": -1, "more": 1}, "receipt": "a" * 64}).encode()

"""The drain, as far as the workflow can tell: it brings the answers of validator and analyzer."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lambdas.transaction_validator.handler import handler as validate
from live.answers import Answer
from tests.chaos.analyzer import analysis
from tests.chaos.faults import Faults
from tests.chaos.interpreter import Interpreter
from tests.chaos.services import Services

MESSAGE = "message-1"
REMEMBER = "arn:aws:states:::aws-sdk:dynamodb:batchGetItem"


def come_back(
    interpreter: Interpreter, left: Services, message: Mapping[str, Any], faults: Faults
) -> tuple[Answer, Counter[str]]:
    """An execution that the drain starts for a message."""
    return interpreter.run(brought(left, message), left, faults, f"{message['client']}_{uuid.uuid4()}_drained")


def queued(body: Mapping[str, Any]) -> dict[str, Any]:
    """A message that may come out of the queue."""
    return {"client": "key", "request": body, "receipt": "0" * 64}


def brought(left: Services, message: Mapping[str, Any]) -> dict[str, Any]:
    """What it brings."""
    body = message["request"]
    validation: Any = validate(body, None)
    keys = [{"key": {"S": f"card#{body['card_token']}"}}]
    answer = left.call(REMEMBER, {"RequestItems": {"histories": {"Keys": keys}}})
    history = {"available": True, "day": "2026-11-26", "answer": answer}
    said = analysis(left.opinion, {"transaction": validation["transaction"], "history": history})
    left.said, left.brought = said["decision"], True
    return {
        "request": body,
        "receipt": message["receipt"],
        "message": MESSAGE,
        "validation": {"Payload": validation},
        "history": history,
        "analysis": {"Payload": said},
    }


def untaken(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    """A message stays in the queue only where its payment is not decided, was decided before, or it cannot be taken."""
    decided = answer.status == 200 and not answer.json["duplicate"]
    if decided and "TakeFromQueue" not in faults and left.taken != [MESSAGE]:
        yield f"it is decided, and of its message this is taken out of the queue: {left.taken}"
    if answer.status != 200 and left.taken:
        yield "its message is taken out of the queue, and it is not decided"

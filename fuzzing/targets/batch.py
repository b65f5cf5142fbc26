"""What a client sends in one call (lambdas/transaction_drain/batch.py): each payment is answered for itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing.judging import analyzed, unremembered, validated_now, warned
from fuzzing.oracle import require
from fuzzing.payments import BODY
from lambdas.transaction_drain.batch import judged

STATUSES = ("judged", "rejected")


def run(data: bytes) -> None:
    """Judges the list, which AWS hands out as JSON that was read."""
    try:
        requests = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(requests, list):
        return  # the API's model lets no other body in
    answers = [
        *judged(requests, validate=validated_now, remember=unremembered, analyze=analyzed, warn=warned),
    ]
    require(len(answers) == len(requests), "does not answer each payment")
    for request, answer in zip(requests, answers, strict=True):
        json.dumps(answer, allow_nan=False)
        require(answer["status"] in STATUSES, "does not know what became of a payment")
        alone = validated_now(request, None)
        require(bool(alone["valid"]) is (answer["status"] == "judged"), "judges a payment otherwise than alone")


def seeds() -> Iterator[bytes]:
    """Two payments of one card, one that is refused, and none at all."""
    yield json.dumps([BODY, {**BODY, "transaction_id": "t-2"}, {"amount": "x"}]).encode()
    yield b"[]"

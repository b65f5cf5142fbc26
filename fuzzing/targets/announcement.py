"""An announcement in the review queue (review/announcement.py): the key of a payment, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing.oracle import require
from review.announcement import announced, kept
from review.payment import key


def run(data: bytes) -> None:
    """Reads the body of a message; nothing that it holds may end the sweep."""
    text = data.decode("utf-8", "replace")
    payment = announced(text)
    if payment is None:
        return
    detail = json.loads(text)["detail"]
    require((payment.id, payment.at) == (detail["transaction_id"], detail["timestamp"]), "announces another payment")
    request = kept(payment, receipt="r", sent=1)
    require(request["Key"] == key(payment), "keeps it with another payment")
    json.dumps(request, ensure_ascii=False).encode()


def seeds() -> Iterator[bytes]:
    """The event of a decision."""
    detail = {"transaction_id": "t-1", "timestamp": 1_790_000_000_000, "decision": "review"}
    yield json.dumps({"source": "fraud.detection", "detail-type": "TransactionAnalyzed", "detail": detail}).encode()

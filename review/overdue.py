"""Whether a case has been announced for so long that the alarm rings: two questions to the table."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from review.attributes import whole
from review.names import ANNOUNCED_AT, OPEN_REVIEWS, REVIEW_SHARD, SHARDS, TRANSACTIONS
from review.payment import Payment, read

# Payments that came late are older than their announcements; behind more of them than this, nobody looks.
MOST = 50
TIME = {"#time": "timestamp"}


def overdue(dynamodb: Any, before: int) -> Payment | None:
    """A case that waits and was announced at this time (milliseconds) or before, as far as that was looked at."""
    paid = sorted(_paid(dynamodb, before), key=attrgetter("at"))[:MOST]
    return next((payment for payment in paid if 0 < _announced_at(dynamodb, payment) <= before), None)


def _paid(dynamodb: Any, before: int) -> Iterator[Payment]:
    for shard in range(SHARDS):
        found = dynamodb.query(
            TableName=TRANSACTIONS,
            IndexName=OPEN_REVIEWS,
            KeyConditionExpression=f"{REVIEW_SHARD} = :shard AND #time <= :before",
            ProjectionExpression="transaction_id, #time",
            ExpressionAttributeNames=TIME,
            ExpressionAttributeValues={":shard": {"S": str(shard)}, ":before": {"N": str(before)}},
            Limit=MOST,
        )
        yield from map(read, found["Items"])


def _announced_at(dynamodb: Any, payment: Payment) -> int:
    """0 where nobody has looked at its announcement."""
    found = dynamodb.query(
        TableName=TRANSACTIONS,
        ConsistentRead=True,
        KeyConditionExpression="transaction_id = :id AND #time = :at",
        ProjectionExpression=ANNOUNCED_AT,
        ExpressionAttributeNames=TIME,
        ExpressionAttributeValues={":id": {"S": payment.id}, ":at": {"N": str(payment.at)}},
    )
    return next((whole(item, ANNOUNCED_AT) for item in found["Items"]), 0)

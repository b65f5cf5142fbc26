"""The two tables, as this command reads and changes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.attributes import Item
from review.names import CARD, CARD_PAYMENTS, HISTORIES, OPEN_REVIEWS, REVIEW_SHARD, SHARDS, TRANSACTIONS
from review.payment import Payment, Standing, read
from review.writes import Request

# More of a card's payments nobody looks through.
MOST = 50
LOST = ("ConditionalCheckFailedException", "TransactionCanceledException")


def open_reviews(dynamodb: Any) -> Iterator[Payment]:
    """What the index holds of each payment that waits for a person, shard by shard."""
    pages = dynamodb.get_paginator("query")
    for shard in range(SHARDS):
        for page in pages.paginate(
            TableName=TRANSACTIONS,
            IndexName=OPEN_REVIEWS,
            KeyConditionExpression=f"{REVIEW_SHARD} = :shard",
            ExpressionAttributeValues={":shard": {"S": str(shard)}},
        ):
            yield from map(read, page["Items"])


def payment(dynamodb: Any, transaction_id: str) -> Payment | None:
    """The row of a transaction, as it is now; its marker, which lies at time 0, is left out."""
    found = dynamodb.query(
        TableName=TRANSACTIONS,
        ConsistentRead=True,
        KeyConditionExpression="transaction_id = :id AND #time > :marker",
        ExpressionAttributeNames={"#time": "timestamp"},
        ExpressionAttributeValues={":id": {"S": transaction_id}, ":marker": {"N": "0"}},
    )
    return next(map(read, found["Items"]), None)


def card_payments(dynamodb: Any, card: str) -> list[Payment]:
    """What the index holds of the card's last payments; nothing where the row names no card any more."""
    if not card:
        return []
    found = dynamodb.query(
        TableName=TRANSACTIONS,
        IndexName=CARD_PAYMENTS,
        KeyConditionExpression=f"{CARD} = :card",
        ExpressionAttributeValues={":card": {"S": card}},
        ScanIndexForward=False,
        Limit=MOST,
    )
    return [*map(read, found["Items"])]


def remembered(dynamodb: Any, key: str) -> Item | None:
    """What is remembered under a key of the histories."""
    item: Item | None = dynamodb.get_item(TableName=HISTORIES, Key={"key": {"S": key}}).get("Item")
    return item


def update(dynamodb: Any, request: Request) -> bool:
    """Change one row; False where its condition does not hold."""
    return _done(dynamodb.update_item, dynamodb, request)


def transact(dynamodb: Any, request: Request) -> bool:
    """Change the row and the counters, or nothing; False where a condition does not hold, or another write came."""
    return _done(dynamodb.transact_write_items, dynamodb, request)


def keep(dynamodb: Any, request: Request) -> Standing:
    """Keep an announcement's receipt where the case is open, and say how it stands; busy while somebody writes it."""
    try:
        dynamodb.update_item(**request)
    except dynamodb.exceptions.ClientError as error:
        code = error.response["Error"]["Code"]
        if code not in ("ConditionalCheckFailedException", "TransactionConflictException"):
            raise
        if code == "TransactionConflictException":
            return "busy"
        return "closed" if error.response.get("Item") else "missing"
    return "open"


def _done(write: Any, dynamodb: Any, request: Request) -> bool:
    try:
        write(**request)
    except dynamodb.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in LOST:
            raise
        return False
    return True

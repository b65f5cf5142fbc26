"""The two tables, as this command reads and changes them; it reads consistently, and no more than it needs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from erasure.names import CARD, CUSTOMER, HISTORIES, IDENTIFYING, TERMINAL, TRANSACTIONS, history_key, reported_key

Row = Mapping[str, Mapping[str, str]]
KEY = ("transaction_id", "timestamp")
# `timestamp` is a word of DynamoDB's own, so names stand for names.
NAMES = {f"#{name}": name for name in (*KEY, CARD, CUSTOMER, TERMINAL)}


def rows(dynamodb: Any) -> Iterator[Row]:
    """The key, the tokens and the terminal of each row that has a token, by reading the whole table."""
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=TRANSACTIONS,
        ConsistentRead=True,
        FilterExpression=f"attribute_exists(#{CARD}) OR attribute_exists(#{CUSTOMER})",
        ProjectionExpression=", ".join(NAMES),
        ExpressionAttributeNames=NAMES,
    )
    for page in pages:
        yield from page["Items"]


def has_history(dynamodb: Any, card: str) -> bool:
    """Whether something is remembered of a card."""
    found = dynamodb.get_item(TableName=HISTORIES, Key=_history(card), ConsistentRead=True, ProjectionExpression="seq")
    return "Item" in found


def erase_row(dynamodb: Any, row: Row) -> None:
    """Removes what tells whose card it was, and says since when; a row that is gone meanwhile stays gone.

    First that the card has counted at the terminal, whose key is made of the row's tokens.
    """
    if (card := token(row, CARD)) and (terminal := token(row, TERMINAL)):
        dynamodb.delete_item(TableName=HISTORIES, Key={"key": {"S": reported_key(terminal, card)}})
    names = {f"#{name}": name for name in IDENTIFYING}
    with suppress(dynamodb.exceptions.ConditionalCheckFailedException):
        dynamodb.update_item(
            TableName=TRANSACTIONS,
            Key={name: row[name] for name in KEY},
            UpdateExpression=f"REMOVE {', '.join(names)} SET erased_at = :now",
            # Without it, an update of what is not there would make it.
            ConditionExpression="attribute_exists(transaction_id)",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues={":now": {"N": str(int(time.time()))}},
        )


def erase_history(dynamodb: Any, card: str) -> None:
    """Deletes all that is remembered of a card."""
    dynamodb.delete_item(TableName=HISTORIES, Key=_history(card))


def token(row: Row, attribute: str) -> str:
    """A token of a row; empty where it has none."""
    return row.get(attribute, {}).get("S", "")


def _history(card: str) -> dict[str, dict[str, str]]:
    return {"key": {"S": history_key(card)}}

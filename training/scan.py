"""The rows of the deployed table `transactions`, by a scan that writes nothing."""

from collections.abc import Iterator
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from . import rows
from .rows import Row

TABLE = "transactions"
CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 4, "mode": "standard"})
# Whatever AWS refuses, or cannot be reached for.
FAILURES = (BotoCoreError, ClientError)
# Some attributes are words of DynamoDB's own, so names stand for names.
NAMES = {f"#{name}": name for name in rows.ATTRIBUTES}


def client() -> Any:
    """Return a client with the caller's own credentials and region."""
    return boto3.client("dynamodb", config=CONFIG)


def bounded(dynamodb: Any, *, since: int, until: int, most: int) -> list[Row]:
    """Return the rows between two times; ValueError if there are more than `most`: a part would lack histories."""
    found = list[Row]()
    for row in scanned(dynamodb, since=since, until=until):
        if len(found) == most:
            raise ValueError(f"{TABLE}: holds more than {most:,} rows of that time; name a shorter one, or --most")
        found.append(row)
    return found


def scanned(dynamodb: Any, *, since: int, until: int) -> Iterator[Row]:
    """Yield the rows of payments between two times (milliseconds, both included), in no order.

    A marker has time 0, and is no row. ValueError for a row that is none.
    """
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=TABLE,
        FilterExpression="#timestamp BETWEEN :since AND :until",
        ProjectionExpression=", ".join(NAMES),
        ExpressionAttributeNames=NAMES,
        ExpressionAttributeValues={":since": {"N": str(max(since, 1))}, ":until": {"N": str(until)}},
    )
    for page in pages:
        for item in page["Items"]:
            if row := _row(item):
                yield row


def _row(item: Any) -> Row | None:
    try:
        return rows.of(item)
    except ValueError as failure:
        name = item.get("transaction_id", {}).get("S", "?")
        raise ValueError(f"{TABLE}: row {name}: {failure}; correct the row, or name a time without it") from None

"""The rows of the table `transactions` in the deployed system, read by a scan; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from botocore.config import Config

from backtest import rows
from backtest.payment import Payment

TABLE = "transactions"
CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 4, "mode": "standard"})
# Some attributes are words of DynamoDB's own, so names stand for names.
NAMES = {f"#{name}": name for name in rows.ATTRIBUTES}
FIRST = datetime.min.replace(year=1970, tzinfo=UTC)
LAST = FIRST.replace(year=2100) - timedelta(milliseconds=1)

Progress = Callable[[str], None]


def client() -> Any:
    """Return a client with the caller's own credentials and region."""
    return boto3.client("dynamodb", config=CONFIG)


def payments(
    dynamodb: Any, since: datetime | None, until: datetime | None, limit: int, progress: Progress
) -> Iterator[Payment]:
    """Yield at most `limit` payments between two times (UTC), in no order; ValueError for a row that is none.

    Rows lie in the order of nothing: with fewer than there are, cards lack parts of their histories, which is told.
    """
    found = 0
    for item in _items(dynamodb, since or FIRST, until or LAST):
        payment = _payment(item)
        if payment and found == limit:
            progress(f"{TABLE}: holds more than the {limit:,} rows that were read; name a shorter time, or --limit")
            return
        if payment:
            found += 1
            yield payment


def _items(dynamodb: Any, since: datetime, until: datetime) -> Iterator[Mapping[str, Any]]:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=TABLE,
        FilterExpression="#timestamp BETWEEN :since AND :until",
        ProjectionExpression=", ".join(NAMES),
        ExpressionAttributeNames=NAMES,
        ExpressionAttributeValues={":since": _number(since), ":until": _number(until)},
    )
    for page in pages:
        yield from page["Items"]


def _number(time: datetime) -> dict[str, str]:
    # A marker has time 0, and is no row.
    return {"N": str(max(int(time.replace(tzinfo=UTC).timestamp() * 1000), 1))}


def _payment(item: Mapping[str, Any]) -> Payment | None:
    try:
        return rows.of(item)
    except ValueError as failure:
        name = item.get("transaction_id", {}).get("S", "?")
        raise ValueError(f"{TABLE}: row {name}: {failure}; correct the row, or name a time without it") from None

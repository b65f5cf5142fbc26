"""A local AWS with both tables, filled anew for each test that asks."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from live.aws import Aws
from live.emulator import emulator
from live.missing import Missing
from review.analyst import Analyst
from review.names import CARD, CARD_PAYMENTS, HISTORIES, OPEN_REVIEWS, REVIEW_SHARD, SHARDS, TRANSACTIONS
from tests.live.conftest import REQUIRED

NOW = time.time_ns() // 1_000_000
DAY, HOUR = 86_400_000, 3_600_000
ANN, BOB = (f"arn:aws:iam::123456789012:user/{name}" for name in ("ann", "bob"))
# What a merchant may call itself.
HOSTILE = "</td><script>alert(1)</script>\x1b[2J\u202e{{ 7*7 }}\"'"
# Transaction, dollars, score, terminal, merchant's name: the first of them at the largest risk, and so on.
WAITING = [
    ("t-1", "4000.00", "0.9000", "p-1", HOSTILE),
    ("t-2", "null", "0", "", ""),
    ("t-3", "900.00", "0.1000", "p-1", "Shop"),
    ("t-4", "200.00", "0.5000", "p-2", "Shop"),
    ("t-5", "20.00", "0.9900", "", "Shop"),
]
BY_RISK = ["t-2", "t-1", "t-3", "t-4", "t-5"]


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    try:
        with emulator(tmp_path_factory.mktemp("review")) as found:
            yield found
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


@pytest.fixture
def aws(local: Aws) -> Iterator[Aws]:
    dynamodb = local.client("dynamodb")
    _create(dynamodb, TRANSACTIONS, ("transaction_id", "timestamp"), {OPEN_REVIEWS: REVIEW_SHARD, CARD_PAYMENTS: CARD})
    _create(dynamodb, HISTORIES, ("key",), {})
    for number, waiting in enumerate(WAITING):
        dynamodb.put_item(TableName=TRANSACTIONS, Item=row(number, waiting))
        key = {"transaction_id": {"S": waiting[0]}, "timestamp": {"N": "0"}}
        dynamodb.put_item(TableName=TRANSACTIONS, Item={**key, "decision": {"S": "review"}})
    approved = row(7, ("t-0", "30.00", "0.0100", "", "Shop"))
    del approved[REVIEW_SHARD]
    dynamodb.put_item(TableName=TRANSACTIONS, Item={**approved, "decision": {"S": "approve"}})
    yield local
    for name in (TRANSACTIONS, HISTORIES):
        dynamodb.delete_table(TableName=name)


def row(number: int, waiting: tuple[str, str, str, str, str]) -> dict[str, Any]:
    """A row as the workflow stores it, that waits in one of the shards."""
    name, dollars, score, terminal, merchant = waiting
    texts = {
        "transaction_id": name,
        "decision": "review",
        "currency": "USD",
        "amount_usd_text": dollars,
        "reasons": json.dumps(["fraud_confirmed_at_terminal", "model_amount"]),
        "merchant_id": f"m-{number}",
        "merchant_name": merchant,
        "country": "US",
        "terminal_id": terminal,
        "entry_mode": "chip",
        "ordinary_amount": "true",
        CARD: "tok_first",
        REVIEW_SHARD: str(number % SHARDS),
    }
    numbers = {"timestamp": str(NOW - number * HOUR), "amount": "12.5", "score": score}
    return {
        **{attribute: {"S": value} for attribute, value in texts.items()},
        **{attribute: {"N": value} for attribute, value in numbers.items()},
    }


def analyst(aws: Aws, arn: str = ANN, *, at: int = NOW, views: list[tuple[str, str]] | None = None) -> Analyst:
    """Somebody at work at this time, whose looks go into a list."""
    kept = [] if views is None else views
    return Analyst(aws.client("dynamodb"), arn, lambda name, _: kept.append((arn, name)), lambda: at)


def stored(aws: Aws, name: str) -> dict[str, Any]:
    """The row of a transaction, with the plain values of its attributes."""
    items = aws.client("dynamodb").scan(TableName=TRANSACTIONS)["Items"]
    (found,) = [item for item in items if item["transaction_id"]["S"] == name and item["timestamp"]["N"] != "0"]
    return {attribute: next(iter(value.values())) for attribute, value in found.items()}


def counters(aws: Aws, terminal: str = "p-1") -> dict[str, int]:
    """What is counted at a terminal."""
    key = {"key": {"S": f"terminal#{terminal}"}}
    item = aws.client("dynamodb").get_item(TableName=HISTORIES, Key=key).get("Item", {})
    return {name: int(value["N"]) for name, value in item.items() if name not in ("key", "expires")}


def _create(dynamodb: Any, name: str, keys: tuple[str, ...], indexes: dict[str, str]) -> None:
    numbers = {"timestamp"}
    schema = [{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)]
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=schema,
        AttributeDefinitions=[
            {"AttributeName": key, "AttributeType": "N" if key in numbers else "S"}
            for key in (*keys, *indexes.values())
        ],
        **({"GlobalSecondaryIndexes": [_index(each, key) for each, key in indexes.items()]} if indexes else {}),
    )


def _index(name: str, key: str) -> dict[str, Any]:
    schema = [{"AttributeName": key, "KeyType": "HASH"}, {"AttributeName": "timestamp", "KeyType": "RANGE"}]
    return {"IndexName": name, "KeySchema": schema, "Projection": {"ProjectionType": "ALL"}}

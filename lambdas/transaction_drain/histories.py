"""The table of histories: many items in one call, each as DynamoDB writes it, or not read at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from lambdas.shared.clients import waiting

from .remembered import Items

# BatchGetItem takes no more keys.
MOST_KEYS = 100


@cache
def client(timeout_ms: int) -> Any:
    """Return this environment's one DynamoDB client; making it takes 100 ms, so it waits for the first call."""
    return boto3.client("dynamodb", config=waiting(timeout_ms))


def read(keys: Iterable[str], *, table: str, client: Any, warn: Callable[[str, str], None]) -> Items:
    """Return the item of each key that was read, None where there is no such item; a key is missing if it was not read.

    `warn` (as a logger does) is given the text and the name of the failure.
    """
    items: dict[str, Mapping[str, Any] | None] = {}
    for part in _parts([*dict.fromkeys(keys)]):
        asked = {"ConsistentRead": True, "Keys": [{"key": {"S": key}} for key in part]}
        try:
            answer = client.batch_get_item(RequestItems={table: asked})
        except (BotoCoreError, ClientError) as failure:
            warn("histories were not read (%s); their payments come again", type(failure).__name__)
            continue
        left = {key["key"]["S"] for key in answer["UnprocessedKeys"].get(table, {}).get("Keys", [])}
        found = {item["key"]["S"]: item for item in answer["Responses"].get(table, [])}
        items |= {key: found.get(key) for key in part if key not in left}
    return items


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), MOST_KEYS):
        yield keys[start : start + MOST_KEYS]

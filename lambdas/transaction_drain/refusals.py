"""What the validator refuses of the payments that were accepted, kept for a while: its client may still ask for it."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from .messages import Message


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message with the validator's errors, each of which names a field and repeats no value."""

    message: Message
    errors: object


def keep(
    refused: Sequence[Refusal], *, table: str, hours: int, client: Any, warn: Callable[[str, str], None]
) -> set[str]:
    """Write them all at once, and return the ids of the messages that need not come again."""
    if not refused:
        return set()
    expires = str(time.time_ns() // 1_000_000_000 + hours * 3600)
    # The same request may have come twice, and no key may stand twice in a call.
    items = {each.message.receipt: _item(each, expires) for each in refused}
    puts = [{"PutRequest": {"Item": item}} for item in items.values()]
    try:
        answer = client.batch_write_item(RequestItems={table: puts})
    except (BotoCoreError, ClientError) as failure:
        warn("refused payments were not kept (%s); they come again", type(failure).__name__)
        return set()
    left = {each["PutRequest"]["Item"]["receipt"]["S"] for each in answer["UnprocessedItems"].get(table, [])}
    return {each.message.message_id for each in refused if each.message.receipt not in left}


def _item(refusal: Refusal, expires: str) -> dict[str, dict[str, str]]:
    message = refusal.message
    return {
        "receipt": {"S": message.receipt},
        "client": {"S": message.client_id},
        "errors": {"S": json.dumps(refusal.errors)},
        "expires": {"N": expires},
    }

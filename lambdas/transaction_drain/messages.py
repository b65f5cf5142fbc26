"""What waits in the queue: a client's payment, as the client sent it, or something that is no such thing."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Neither id may have the character that splits an execution's name; together they fit into one.
_CLIENT = re.compile(r"[0-9A-Za-z-]{1,32}", re.ASCII)
_ID = re.compile(r"[0-9A-Za-z-]{1,36}", re.ASCII)
_RECEIPT = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the queue's id of it, the id of the client's key, the body of the client's request, and its receipt.

    By its `handle` it is taken out of the queue. It `came_before` where an earlier attempt did not do so.
    """

    message_id: str
    client_id: str
    request: Mapping[str, Any]
    receipt: str
    handle: str
    came_before: bool


def read(record: Mapping[str, Any]) -> Message | None:
    """Read `{"client", "request", "receipt"}` from a record of the queue; None for any other content or other ids."""
    try:
        written = json.loads(record["body"])
    except (KeyError, TypeError, ValueError, RecursionError):
        written = None
    if not isinstance(written, dict):
        return None
    message_id, client_id, request = record.get("messageId"), written.get("client"), written.get("request")
    receipt, handle = written.get("receipt"), record.get("receiptHandle")
    named = _matches(_ID, message_id) and _matches(_CLIENT, client_id) and _matches(_RECEIPT, receipt)
    if not (named and isinstance(request, dict) and isinstance(handle, str) and handle):
        return None
    came_before = record.get("attributes", {}).get("ApproximateReceiveCount") != "1"
    return Message(str(message_id), str(client_id), request, str(receipt), handle, came_before)


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))

"""Messages of SQS, as the commands that read queues receive them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was received, sent at a time in milliseconds; by its receipt it is hidden or deleted."""

    id: str
    receipt: str
    body: str
    sent: int


def messages(answer: Mapping[str, Any]) -> list[Message]:
    """What ReceiveMessage answered, asked for SentTimestamp."""
    return [
        Message(each["MessageId"], each["ReceiptHandle"], each["Body"], int(each["Attributes"]["SentTimestamp"]))
        for each in answer.get("Messages", [])
    ]

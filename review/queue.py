"""The queue that announces cases, as this command reads it; what it receives is back within a minute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from commands.messages import Message, messages
from review.names import QUEUE

# SQS hands out and takes back so many at once.
BATCH = 10
# So long nobody else gets a message that was received; a batch is dealt with in less.
RECEIVED_SECONDS = 60


@dataclass
class Queue:
    """Whatever is neither deleted nor hidden comes back by itself."""

    sqs: Any

    @cached_property
    def url(self) -> str:
        """Where it is; asked for once."""
        return str(self.sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"])

    def received(self, most: int, wait: int) -> list[Message]:
        """Up to ten messages; none where nothing is visible within so many seconds."""
        answer = self.sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=min(most, BATCH),
            VisibilityTimeout=RECEIVED_SECONDS,
            WaitTimeSeconds=wait,
            AttributeNames=["SentTimestamp"],
        )
        return messages(answer)

    def hide(self, seconds: Mapping[str, int]) -> None:
        """Show each of these receipts to nobody for so long; what somebody else has received meanwhile stays theirs."""
        times = seconds.values()
        if entries := [
            {**each, "VisibilityTimeout": time} for each, time in zip(_entries(seconds), times, strict=True)
        ]:
            self.sqs.change_message_visibility_batch(QueueUrl=self.url, Entries=entries)

    def delete(self, receipts: Iterable[str]) -> None:
        """Take these out for good; one that is gone, or that somebody else has received meanwhile, stays as it is."""
        if entries := _entries(receipts):
            self.sqs.delete_message_batch(QueueUrl=self.url, Entries=entries)


def _entries(receipts: Iterable[str]) -> list[dict[str, Any]]:
    return [{"Id": str(number), "ReceiptHandle": receipt} for number, receipt in enumerate(receipts)]

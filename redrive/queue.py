"""A dead-letter queue, read so that nothing is lost: what is looked at comes back, what is settled is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from commands.messages import Message, messages

# As long as a message is hidden from others while it is dealt with: longer than the longest call.
HIDDEN_SECONDS = 60
# Without waiting, SQS may answer with nothing though something is there.
WAIT_SECONDS = 1


@dataclass
class Queue:
    """The queue of this name. Whatever was received and not deleted is visible again when the `with` block ends."""

    sqs: Any
    name: str
    _hidden: dict[str, Message] = field(default_factory=dict)

    def __enter__(self) -> Queue:
        self.url: str = self.sqs.get_queue_url(QueueName=self.name)["QueueUrl"]
        asked = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])
        self.arn: str = asked["Attributes"]["QueueArn"]
        return self

    def __exit__(self, *_: object) -> None:
        for message in self._hidden.values():
            self.sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=message.receipt, VisibilityTimeout=0)

    def messages(self) -> Iterator[Message]:
        """Each message once, as long as there are any."""
        while received := self._received():
            for message in received:
                new = message.id not in self._hidden
                # Of one that comes again, as it may, the last receipt is the one that counts.
                self._hidden[message.id] = message
                if new:
                    yield message

    def delete(self, message: Message) -> None:
        """Take it out of the queue for good."""
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message.receipt)
        del self._hidden[message.id]

    def _received(self) -> list[Message]:
        # One at a time, so that none is hidden for longer than it takes to deal with it.
        answer = self.sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=1,
            VisibilityTimeout=HIDDEN_SECONDS,
            WaitTimeSeconds=WAIT_SECONDS,
            AttributeNames=["SentTimestamp"],
        )
        return messages(answer)

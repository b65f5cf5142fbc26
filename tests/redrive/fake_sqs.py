"""A queue of SQS in memory: what it hands out is hidden for a time, by a clock that a test turns."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

ARN = "arn:aws:sqs:us-east-1:111122223333:"


@dataclass
class Stored:
    """A message, from when on it is visible, and how often and by which last receipt it was handed out."""

    id: str
    body: str
    sent: int
    visible: float = 0.0
    receipt: str = ""
    looks: int = 0


@dataclass
class FakeSqs:
    """Each queue by its name; a call to receive takes `seconds`, and `refused` are ids that are kept hidden no longer.

    `asked` are the numbers of messages that were asked for.
    """

    now: float = 1_000.0
    seconds: float = 0.0
    queues: dict[str, list[Stored]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def put(self, queue: str, *bodies: Any, sent: int = 0) -> list[str]:
        """The ids of these messages, each sent a millisecond after the one before."""
        new = [
            Stored(str(uuid.uuid4()), each if isinstance(each, str) else json.dumps(each), sent + at)
            for at, each in enumerate(bodies)
        ]
        self.queues.setdefault(queue, []).extend(new)
        return [each.id for each in new]

    def visible(self, queue: str) -> list[str]:
        """The ids of the messages that anyone can receive."""
        return [each.id for each in self.queues.get(queue, []) if each.visible <= self.now]

    def get_queue_url(self, *, QueueName: str) -> dict[str, str]:  # noqa: N803 - boto3's names, here and below
        return {"QueueUrl": QueueName}

    def get_queue_attributes(self, *, QueueUrl: str, AttributeNames: list[str]) -> dict[str, Any]:  # noqa: N803
        all_, visible = len(self.queues.get(QueueUrl, [])), len(self.visible(QueueUrl))
        counts = {
            "ApproximateNumberOfMessages": str(visible),
            "ApproximateNumberOfMessagesNotVisible": str(all_ - visible),
        }
        known = {"QueueArn": ARN + QueueUrl, **counts}
        return {"Attributes": {name: known[name] for name in AttributeNames}}

    def receive_message(
        self,
        *,
        QueueUrl: str,  # noqa: N803
        MaxNumberOfMessages: int,  # noqa: N803
        VisibilityTimeout: int,  # noqa: N803
        WaitTimeSeconds: int,  # noqa: N803
        AttributeNames: Sequence[str] = (),  # noqa: N803
    ) -> dict[str, Any]:
        assert 1 <= MaxNumberOfMessages <= 10
        # With less, it may answer with nothing; each more is one that a look at empty queues takes.
        assert WaitTimeSeconds == 1
        with self.lock:
            self.now += self.seconds
            self.asked.append(MaxNumberOfMessages)
            found = [each for each in self.queues.get(QueueUrl, []) if each.visible <= self.now][:MaxNumberOfMessages]
            for each in found:
                each.visible, each.receipt = self.now + VisibilityTimeout, str(uuid.uuid4())
                each.looks += 1
        return {
            "Messages": [
                {
                    "MessageId": each.id,
                    "ReceiptHandle": each.receipt,
                    "Body": each.body,
                    "Attributes": {name: {"SentTimestamp": str(each.sent)}[name] for name in AttributeNames},
                }
                for each in found
            ]
        }

    def change_message_visibility_batch(self, *, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert 1 <= len(Entries) <= 10
        done = []
        with self.lock:
            ours = {each.receipt: each for each in self.queues[QueueUrl] if each.visible > self.now}
            for entry in Entries:
                each = ours.get(entry["ReceiptHandle"])
                if each and each.id not in self.refused:
                    each.visible = self.now + entry["VisibilityTimeout"]
                    done.append({"Id": entry["Id"]})
        return {"Successful": done} if done else {}

    def delete_message(self, *, QueueUrl: str, ReceiptHandle: str) -> None:  # noqa: N803
        with self.lock:
            self.queues[QueueUrl] = [each for each in self.queues[QueueUrl] if each.receipt != ReceiptHandle]

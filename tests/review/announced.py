"""The queue of announcements on a local AWS, as a test sees it: what is in it, and how often each was looked at."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commands.messages import Message
from live.aws import Aws
from review.announcement import kept
from review.names import DETAIL_TYPE, QUEUE, SOURCE, TRANSACTIONS
from review.overdue import overdue
from review.queue import RECEIVED_SECONDS, Queue
from review.sweep import Sweeper, Swept
from review.tables import keep
from stacks.settings import Settings
from tests.processes import PATIENCE
from tests.review.conftest import stored

DEAD_LETTERS = "transaction-review-dead-letters"


def event(name: str, at: int) -> str:
    """The event of a decision on this payment, as EventBridge sends it."""
    said = {"source": SOURCE, "detail-type": DETAIL_TYPE, "detail": {"transaction_id": name, "timestamp": at}}
    return json.dumps(said)


@dataclass
class Timed(Queue):
    """The queue as the command reads it; of each receipt that it hands out is noted until when it hides its message."""

    now: Callable[[], int]
    until: dict[str, int]

    def received(self, most: int, wait: int) -> list[Message]:
        messages = super().received(most, wait)
        self.until |= {message.receipt: self.now() + RECEIVED_SECONDS for message in messages}
        return messages

    def hide(self, seconds: Mapping[str, int]) -> None:
        super().hide(seconds)
        self.until |= {receipt: self.now() + time for receipt, time in seconds.items()}


@dataclass
class Announced:
    """Both queues, beside the tables; `later` are the seconds that have passed as the tests say."""

    aws: Aws
    later: int = 0
    until: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> Announced:
        self.sqs: Any = self.aws.client("sqs")
        dead = self.sqs.create_queue(QueueName=DEAD_LETTERS)["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": Settings().review_attempts}
        made = self.sqs.create_queue(QueueName=QUEUE, Attributes={"RedrivePolicy": json.dumps(redrive)})
        self.urls = {QUEUE: made["QueueUrl"], DEAD_LETTERS: dead}
        self.queue = Timed(self.sqs, self.now, self.until)
        return self

    def __exit__(self, *_: object) -> None:
        for url in self.urls.values():
            self.sqs.delete_queue(QueueUrl=url)

    def announce(self, *names: str) -> None:
        """Announce these payments."""
        for name in names:
            self.put(event(name, int(stored(self.aws, name)["timestamp"])))

    def put(self, body: str) -> None:
        self.sqs.send_message(QueueUrl=self.urls[QUEUE], MessageBody=body)

    def now(self) -> int:
        return int(time.time()) + self.later

    def sweeper(self) -> Sweeper:
        dynamodb = self.aws.client("dynamodb")
        return Sweeper(
            queue=self.queue,
            keep=lambda payment, message: keep(dynamodb, kept(payment, receipt=message.receipt, sent=message.sent)),
            overdue=lambda before: overdue(dynamodb, before),
            clock=lambda: self.now() * 1_000,
        )

    def sweep(self) -> Swept:
        return self.sweeper().sweep(most=1_000, seconds=60, wait=0)

    def count(self, queue: str = QUEUE, *, hidden: bool = True) -> int:
        """How many messages are in a queue, hidden ones included or not."""
        names = ["ApproximateNumberOfMessages", *(["ApproximateNumberOfMessagesNotVisible"] if hidden else [])]
        found = self.sqs.get_queue_attributes(QueueUrl=self.urls[queue], AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def passes(self, *, hours: float) -> None:
        """Time passes: what was hidden for no longer is visible again."""
        self.later += round(hours * 3_600)
        for receipt in [receipt for receipt, until in self.until.items() if until <= self.now()]:
            Queue(self.sqs).hide({receipt: 0})
            del self.until[receipt]

    def wait_until(self, left: int) -> None:
        """Wait until so many are left."""
        ends = time.monotonic() + PATIENCE
        while self.count() != left:
            assert time.monotonic() < ends, f"{self.count()} are left"
            time.sleep(0.05)

    def looked_at(self) -> dict[str, int]:
        """By transaction, how often its announcement was received before; they are taken out by that."""
        for item in self.aws.client("dynamodb").scan(TableName=TRANSACTIONS)["Items"]:
            if "announcement" in item:
                Queue(self.sqs).hide({item["announcement"]["S"]: 0})
        found = {}
        asked = {"QueueUrl": self.urls[QUEUE], "AttributeNames": ["ApproximateReceiveCount"]}
        while messages := self.sqs.receive_message(MaxNumberOfMessages=10, **asked).get("Messages"):
            for message in messages:
                name = json.loads(message["Body"])["detail"]["transaction_id"]
                found[name] = int(message["Attributes"]["ApproximateReceiveCount"]) - 1
            self.queue.delete(message["ReceiptHandle"] for message in messages)
        return found

"""The queue of announcements on a local AWS, as a test sees it: what is in it, and how often each was looked at."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from live.aws import Aws
from review.announcement import kept
from review.names import DETAIL_TYPE, QUEUE, SOURCE, TRANSACTIONS
from review.queue import Message, Queue
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
class Noted(Queue):
    """The queue as the command reads it; the receipts of what was received are noted."""

    receipts: set[str]

    def received(self, most: int, wait: int) -> list[Message]:
        messages = super().received(most, wait)
        self.receipts |= {message.receipt for message in messages}
        return messages


@dataclass
class Announced:
    """Both queues, beside the tables."""

    aws: Aws
    received: set[str] = field(default_factory=set)

    def __enter__(self) -> Announced:
        self.sqs: Any = self.aws.client("sqs")
        dead = self.sqs.create_queue(QueueName=DEAD_LETTERS)["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": Settings().review_attempts}
        made = self.sqs.create_queue(QueueName=QUEUE, Attributes={"RedrivePolicy": json.dumps(redrive)})
        self.urls = {QUEUE: made["QueueUrl"], DEAD_LETTERS: dead}
        self._queue = Queue(self.sqs)
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

    def sweeper(self) -> Sweeper:
        dynamodb = self.aws.client("dynamodb")
        return Sweeper(Noted(self.sqs, self.received), lambda payment, receipt: keep(dynamodb, kept(payment, receipt)))

    def sweep(self) -> Swept:
        return self.sweeper().sweep(most=1_000, seconds=60, wait=0)

    def count(self, queue: str = QUEUE) -> int:
        """How many messages are in a queue, hidden ones included."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.urls[queue], AttributeNames=names)["Attributes"]
        return sum(map(int, found.values()))

    def half_a_day_passes(self) -> None:
        """What is hidden is visible again."""
        items = self.aws.client("dynamodb").scan(TableName=TRANSACTIONS)["Items"]
        receipts = self.received | {item["announcement"]["S"] for item in items if "announcement" in item}
        for receipt in receipts:
            self._queue.hide([receipt], 0)
        self.received.clear()

    def until(self, left: int) -> None:
        """Wait until so many are left."""
        ends = time.monotonic() + PATIENCE
        while self.count() != left:
            assert time.monotonic() < ends, f"{self.count()} are left"
            time.sleep(0.05)

    def looked_at(self) -> dict[str, int]:
        """By transaction, how often its announcement was received, this look included; they stay hidden."""
        self.half_a_day_passes()
        found = {}
        while messages := self._received():
            for message in messages:
                name = json.loads(message["Body"])["detail"]["transaction_id"]
                found[name] = int(message["Attributes"]["ApproximateReceiveCount"])
        return found

    def _received(self) -> list[dict[str, Any]]:
        asked = {"QueueUrl": self.urls[QUEUE], "MaxNumberOfMessages": 10, "VisibilityTimeout": 600}
        received: list[dict[str, Any]] = self.sqs.receive_message(
            **asked, AttributeNames=["ApproximateReceiveCount"]
        ).get("Messages", [])
        return received

"""A dead-letter queue, read so that nothing is lost: what is looked at comes back, what is settled is deleted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from commands.messages import Message, messages

# SQS hands out and takes back so many at once; so many such calls run at the same time.
BATCH, CALLS = 10, 10
# Of the 120,000 that a queue hides at most; others may read it too.
MOST_HIDDEN = 100_000
# Without waiting, SQS may answer with nothing though something is there.
WAIT_SECONDS = 1
# Longer than all calls that one letter takes.
SETTLED_WITHIN_SECONDS = 120
Given = TypeVar("Given")
Got = TypeVar("Got")


@dataclass(slots=True)
class Lease:
    """By which receipt a message is ours, and until when."""

    receipt: str
    until: float


@dataclass
class Queue:
    """The queue of this name, whose messages are hidden from others for so many seconds, and longer by `renew`.

    Whatever was received and not deleted is visible again when the `with` block ends.
    """

    sqs: Any
    name: str
    seconds: int
    clock: Callable[[], float] = time.monotonic
    _leases: dict[str, Lease] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __enter__(self) -> Queue:
        self.url: str = self.sqs.get_queue_url(QueueName=self.name)["QueueUrl"]
        names = ["QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        asked = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=names)["Attributes"]
        self.arn: str = asked["QueueArn"]
        self.visible, self.hidden = (int(asked[name]) for name in names[1:])
        return self

    def __exit__(self, *_: object) -> None:
        self._change(self._ours(), 0)

    def received(self, most: int) -> list[Message]:
        """Messages that were not received before: one at least, and so many at most, as long as there are any."""
        most = min(most, MOST_HIDDEN - len(self._leases))
        # Where little is left, ten calls would wait for what one call gets.
        calls = min(CALLS, max(1, (self.visible - len(self._leases)) // BATCH))
        sizes = [min(BATCH, most - taken) for taken in range(0, most, BATCH)][:calls]
        return [message for some in _at_once(self._received, sizes) for message in some]

    def renew(self) -> None:
        """Keep hidden what would soon be visible; what cannot be kept, since SQS hides for twelve hours, comes back."""
        due = self.clock() + self.seconds / 2
        self._change([each for each in self._ours() if each.until < due], self.seconds)

    def holds(self, message: Message) -> bool:
        """Whether it stays ours for as long as it takes to settle it."""
        return self._leases[message.id].until > self.clock() + SETTLED_WITHIN_SECONDS

    def delete(self, message: Message) -> None:
        """Take it out of the queue for good."""
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=self._leases[message.id].receipt)
        with self._lock:
            del self._leases[message.id]

    def _ours(self) -> list[Lease]:
        now = self.clock()
        with self._lock:
            return [lease for lease in self._leases.values() if lease.until > now]

    def _received(self, most: int) -> list[Message]:
        until = self.clock() + self.seconds
        answer = self.sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=most,
            VisibilityTimeout=self.seconds,
            WaitTimeSeconds=WAIT_SECONDS,
            AttributeNames=["SentTimestamp"],
        )
        found = messages(answer)
        with self._lock:
            new = [message for message in found if message.id not in self._leases]
            # Of one that comes again, as it may, the last receipt is the one that counts.
            self._leases |= {message.id: Lease(message.receipt, until) for message in found}
        return new

    def _change(self, leases: Sequence[Lease], seconds: int) -> None:
        batches = [leases[at : at + BATCH] for at in range(0, len(leases), BATCH)]
        _at_once(lambda some: self._change_batch(some, seconds), batches)

    def _change_batch(self, leases: Sequence[Lease], seconds: int) -> None:
        until = self.clock() + seconds
        hidden = {"VisibilityTimeout": seconds}
        entries = [{"Id": str(at), "ReceiptHandle": each.receipt, **hidden} for at, each in enumerate(leases)]
        answer = self.sqs.change_message_visibility_batch(QueueUrl=self.url, Entries=entries)
        for each in answer.get("Successful", ()):
            leases[int(each["Id"])].until = until


def _at_once(call: Callable[[Given], Got], given: Iterable[Given]) -> list[Got]:
    """What each call answers; whoever interrupts it waits for those that have begun."""
    with ThreadPoolExecutor(CALLS) as pool:
        return list(pool.map(call, given))

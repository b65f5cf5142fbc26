"""Takes announcements out of the queue whose case is no longer open, and looks at all others as seldom as it can.

SQS counts how often a message was received. After three times it leaves it out of the age of the oldest message, by
which the alarm rings, and after fifty the queue hands it to the dead letters. So what is open is received once, its
receipt is kept with the case, by which the verdict deletes it, and nobody receives it again for half a day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from review.announcement import announced
from review.payment import Payment, Standing
from review.queue import Message, Queue

# SQS hides a message for twelve hours at most, of which a batch may take some minutes.
HIDDEN_SECONDS = 42_000


@dataclass
class Swept:
    """How many announcements were deleted and how many cases wait; `left` are the ids of messages that name no case."""

    deleted: int = 0
    waiting: int = 0
    left: set[str] = field(default_factory=set)

    @property
    def seen(self) -> int:
        """How many messages were looked at."""
        return self.deleted + self.waiting + len(self.left)


@dataclass(frozen=True)
class Sweeper:
    """`keep` keeps the receipt of an announcement with its case where that is open, and says how the case stands."""

    queue: Queue
    keep: Callable[[Payment, str], Standing]

    def sweep(self, *, most: int, seconds: float, wait: int) -> Swept:
        """Look at what is visible, until nothing is, or at so many messages, or for so long.

        Where it fails or ends in between, what it has received is visible again within a minute.
        """
        swept, ends = Swept(), time.monotonic() + seconds
        while swept.seen < most and time.monotonic() < ends:
            messages = self.queue.received(most - swept.seen, wait)
            if not messages:
                break
            self._settle(messages, swept)
        return swept

    def _settle(self, messages: Sequence[Message], swept: Swept) -> None:
        standing = {message: self._standing(message) for message in messages}
        closed = [message.receipt for message in messages if standing[message] == "closed"]
        waiting = [message.receipt for message in messages if standing[message] == "open"]
        self.queue.hide(waiting, HIDDEN_SECONDS)
        self.queue.delete(closed)
        swept.deleted += len(closed)
        swept.waiting += len(waiting)
        swept.left |= {message.id for message in messages if standing[message] == "missing"}

    def _standing(self, message: Message) -> Standing:
        payment = announced(message.body)
        return "missing" if payment is None else self.keep(payment, message.receipt)

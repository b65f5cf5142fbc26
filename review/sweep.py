"""Takes announcements out of the queue whose case is no longer open, and looks at all others twice at most.

The alarm rings by the age of the oldest message. SQS leaves out of that what was received three times, and perhaps what
is hidden. So what is open is received once and hidden for half a day, and not beyond the age at which the alarm rings;
its receipt is kept with the case, by which the verdict deletes it. While a case is announced for longer than that,
nothing is received at all, so that the alarm rings until it is decided.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from commands.messages import Message
from review.announcement import announced
from review.names import OVERDUE_SECONDS
from review.payment import Payment, Standing
from review.queue import Queue

# SQS hides a message for twelve hours at most, of which a batch may take some minutes.
HIDDEN_SECONDS = 42_000
# By then a sweep that comes at the same moment knows that the alarm rings.
BEYOND_SECONDS = 60


@dataclass
class Swept:
    """How many announcements were deleted and how many cases wait; `left` are the ids of messages that name no case.

    `overdue` is a case that has waited too long, by which nothing was looked at.
    """

    deleted: int = 0
    waiting: int = 0
    left: set[str] = field(default_factory=set)
    overdue: Payment | None = None

    @property
    def seen(self) -> int:
        """How many messages were looked at."""
        return self.deleted + self.waiting + len(self.left)


@dataclass(frozen=True, kw_only=True)
class Sweeper:
    """`keep` keeps with a case that it is announced by this message, where it is open, and says how it stands.

    `overdue` is a case that was announced at a time in milliseconds or before; `clock` says them.
    """

    queue: Queue
    keep: Callable[[Payment, Message], Standing]
    overdue: Callable[[int], Payment | None]
    clock: Callable[[], int]

    def sweep(self, *, most: int, seconds: float, wait: int) -> Swept:
        """Look at what is visible, until nothing is, or at so many messages, or for so long.

        Where it fails or ends in between, what it has received is visible again within a minute.
        """
        ends = time.monotonic() + seconds
        swept = Swept(overdue=self.overdue(self.clock() - OVERDUE_SECONDS * 1_000))
        while swept.overdue is None and swept.seen < most and time.monotonic() < ends:
            messages = self.queue.received(most - swept.seen, wait)
            if not messages:
                break
            self._settle(messages, swept)
        return swept

    def _settle(self, messages: Sequence[Message], swept: Swept) -> None:
        standing = {message: self._standing(message) for message in messages}
        closed = [message.receipt for message in messages if standing[message] == "closed"]
        waiting = {message.receipt: self._hidden(message) for message in messages if standing[message] == "open"}
        self.queue.hide(waiting)
        self.queue.delete(closed)
        swept.deleted += len(closed)
        swept.waiting += len(waiting)
        swept.left |= {message.id for message in messages if standing[message] == "missing"}

    def _standing(self, message: Message) -> Standing:
        payment = announced(message.body)
        return "missing" if payment is None else self.keep(payment, message)

    def _hidden(self, message: Message) -> int:
        left = OVERDUE_SECONDS - (self.clock() - message.sent) // 1_000
        return min(HIDDEN_SECONDS, max(left, 0) + BEYOND_SECONDS)

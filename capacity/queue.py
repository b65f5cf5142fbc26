"""The queue of what is throttled: a message is handed out once it is visible, and comes again if it is not done."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from capacity.system import Overflow


@dataclass(eq=False)
class Message:
    """A payment that waits: when it arrived, whether its customer is alerted, and whether others came in its call.

    And how often it was handed out, and when last.
    """

    arrived: float
    alerted: bool
    called: bool = False
    received: int = 0
    taken: float = 0


class Queue:
    """Messages by when they are visible; one that was handed out too often is a dead letter. Times are in seconds."""

    def __init__(self, overflow: Overflow) -> None:
        self._overflow, self._numbers = overflow, count()
        self._waiting: list[tuple[float, int, Message]] = []
        self.longest = self.dead = 0

    def __len__(self) -> int:
        """How many wait, or are hidden until they come again."""
        return len(self._waiting)

    def put(self, message: Message, at: float) -> None:
        """Take a message, which is visible from then on."""
        heappush(self._waiting, (at, next(self._numbers), message))
        self.longest = max(self.longest, len(self._waiting))

    def take(self, now: float) -> list[Message]:
        """A batch, if one is full or the first of it has waited for the window."""
        waiting, overflow = self._waiting, self._overflow
        if not waiting or (len(waiting) < overflow.batch and waiting[0][0] + overflow.collects > now):
            return []
        taken = list[Message]()
        while waiting and len(taken) < overflow.batch and waiting[0][0] <= now:
            taken.append(heappop(waiting)[2])
            taken[-1].received, taken[-1].taken = taken[-1].received + 1, now
        return taken

    def again(self, *messages: Message) -> None:
        """What was handed out and is not done comes again, once it is no longer hidden."""
        for message in messages:
            if message.received < self._overflow.attempts:
                self.put(message, message.taken + self._overflow.hidden)
            else:
                self.dead += 1

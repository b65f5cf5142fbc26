"""Settles letters by ten workers: those of a transaction one after the other, by one of them, and each deed once."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Lock
from typing import Literal

from commands.process import Stopped
from redrive.deeds import Deed, Forget
from redrive.interruption import gently
from redrive.order import settled
from redrive.pace import Pace
from redrive.reading import Received
from redrive.system import Result

# As many as a function has executions.
WORKERS = 10
# So many failures one after the other are the system's, and no letter's.
IN_A_ROW = 10
TICK_SECONDS = 1.0
LAPSED = Result("failed", "its turn came too late, and it is back in the queue")


@dataclass
class Work:
    """The letters of each transaction, in their order; `perform` does what one in the queue of this ARN asks for."""

    transactions: deque[list[Received]]
    pace: Pace
    perform: Callable[[Deed, str], Result]
    _ready: SimpleQueue[tuple[Received, Result] | Literal["stop", "ended"]] = field(default_factory=SimpleQueue)
    _stopped: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _failures: int = 0

    def run(self, *, heard: Callable[[Received, Result], None], tick: Callable[[], None]) -> None:
        """Settle them; in this thread, `heard` hears of each that was dealt with, and `tick` comes each second.

        Raises Stopped after too many failures in a row. What has begun by then is brought to its end, and heard of.
        """
        try:
            with gently(lambda: self._ready.put("stop")), ThreadPoolExecutor(WORKERS) as pool:
                workers = [pool.submit(self._work) for _ in range(WORKERS)]
                self._follow(heard, tick)
            for worker in workers:
                worker.result()
        finally:
            while not self._ready.empty():
                if isinstance(ready := self._ready.get(), tuple):
                    heard(*ready)

    def _follow(self, heard: Callable[[Received, Result], None], tick: Callable[[], None]) -> None:
        ended, due = 0, time.monotonic()
        try:
            while ended < WORKERS:
                with suppress(Empty):
                    match self._ready.get(timeout=TICK_SECONDS):
                        case (each, result):
                            heard(each, result)
                        case "stop":
                            self._stopped.set()
                        case "ended":
                            ended += 1
                if (now := time.monotonic()) >= due:
                    tick()
                    due = now + TICK_SECONDS
        finally:
            self._stopped.set()

    def _work(self) -> None:
        try:
            while letters := self._next():
                self._settle(letters)
        except BaseException:
            self._stopped.set()
            raise
        finally:
            self._ready.put("ended")

    def _next(self) -> list[Received] | None:
        with self._lock:
            return self.transactions.popleft() if self.transactions and not self._stopped.is_set() else None

    def _settle(self, letters: list[Received]) -> None:
        """Only what is done is deleted: whoever dies in between does it once more, and loses nothing."""
        failed = None
        for each, result in settled(letters, self._done):
            if result.state == "done":
                each.queue.delete(each.message)
            self._ready.put((each, result))
            failed = result if result.state == "failed" else failed
        self._count(failed)

    def _done(self, each: Received) -> Result | None:
        """What came of it; None if all was stopped before its turn."""
        deed = each.letter.deed
        if self._stopped.is_set() or not (isinstance(deed, Forget) or self.pace.turn(self._stopped)):
            return None
        return self.perform(deed, each.queue.arn) if each.queue.holds(each.message) else LAPSED

    def _count(self, failed: Result | None) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if failed and self._failures >= IN_A_ROW:
                raise Stopped(
                    f"stopped: {IN_A_ROW} transactions in a row failed, the last because {failed.words}; "
                    "fix the cause, and run it again"
                )

"""The drain: pollers of Lambda's mapping hand batches to a function, which starts an execution for each payment."""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heapify, heapreplace
from typing import Any

import simpy

from capacity.assumptions import Assumptions
from capacity.histories import Histories
from capacity.queue import Message, Queue
from capacity.services import Services
from capacity.system import System

# AWS's Lambda guide: a mapping begins with five batches at a time, and adds up to 300 a minute.
FIRST, ADDED = 5, 300 / 60
LINES = 2  # of a payment in the function's log: the validator's and the analyzer's

Wait = Generator[simpy.Event, Any, None]
Start = Callable[[Message, float], None]


class Drain:
    """The pollers; `start` is called for each execution that is started, with the time at which it begins."""

    def __init__(self, system: System, assumed: Assumptions, services: Services, queue: Queue, start: Start) -> None:
        self._overflow, self._assumed = system.overflow, assumed
        self._services, self._durations, self._queue, self._start = services, services.durations, queue, start
        self._histories = Histories(system, services)
        self._look, self._again = assumed.look / 1000, assumed.again / 1000
        self.busy = 0

    def run(self, clock: simpy.Environment, goes_on: Callable[[], bool]) -> None:
        """Let each poller begin in its time, and look for messages for as long as it goes on."""
        for number in range(self._overflow.pollers):
            clock.process(self._poll(number, clock, goes_on))

    def _poll(self, number: int, clock: simpy.Environment, goes_on: Callable[[], bool]) -> Wait:
        # They do not look all at the same moment.
        later = max(0, number + 1 - FIRST) / ADDED
        yield clock.timeout(later + self._look * number / self._overflow.pollers)
        while goes_on():
            batch = self._queue.take(clock.now)
            if batch:
                self.busy += 1
                yield from self._hand_over(batch, clock)
                self.busy -= 1
            else:
                yield clock.timeout(self._look)

    def _hand_over(self, batch: list[Message], clock: simpy.Environment) -> Wait:
        """Receive a batch and have it decided; what finds no execution is tried again while it is hidden."""
        received, function, services = clock.now, self._overflow.function, self._services
        services.used["messages"] += 1
        yield clock.timeout(self._durations.hop("item") + self._durations.hop("invoke"))
        while not services.admits(function, clock.now):
            if clock.now + self._again > received + self._overflow.hidden:
                self._queue.again(*batch)
                return
            yield clock.timeout(self._again)
        held, starts = self._decided(len(batch), clock.now)
        if services.hold(function, clock.now, held) or not starts:
            self._queue.again(*batch)
        else:
            for message, after in zip(batch, starts, strict=True):
                self._start(message, clock.now + after)
        services.used["logs"] += LINES * len(batch)
        yield clock.timeout(min(held, function.timeout) + self._durations.hop("item"))

    def _decided(self, payments: int, now: float) -> tuple[float, list[float]]:
        """How long a batch takes, and after how long each execution is started; none is if nothing could be read."""
        durations, function = self._durations, self._overflow.function
        spent = durations.batch(function, payments, cold=self._services.executions[function.name].is_cold)
        spent, are_read = self._histories.read(payments, spent, now)
        if not are_read:
            return spent, []
        threads = [spent] * max(1, int(self._assumed.threads))
        heapify(threads)
        starts = list[float]()
        for _ in range(payments):
            starts.append(threads[0] + durations.hop("start"))
            heapreplace(threads, starts[-1])
        return max(threads), starts

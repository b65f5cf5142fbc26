"""The simulation of a design: a payment that a function throttles is answered 202, and decided later in a batch."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random
from typing import Any

import simpy

from capacity import good_way
from capacity.assumptions import Conditions
from capacity.design import LOOK, NAMED, Design
from capacity.places import Place, Step
from capacity.retries import Retrier
from capacity.services import THROTTLED
from capacity.simulation import Simulation
from capacity.system import System
from policies.requirements import NOTIFIER

PATIENCE = 600.0  # seconds after the load in which the queue may be drained


class Spilled(Exception):
    """A function takes no more; the payment goes to the queue at this time."""

    def __init__(self, at: float) -> None:
        super().__init__(at)
        self.at = at


@dataclass
class Drained:
    """Times to the decision in seconds, at once or later; the answers 202, and the longest queue."""

    decisions: list[float] = field(default_factory=list)
    accepted: int = 0
    longest: int = 0


class Spilling(Simulation):
    """The system of the file with a queue and its pollers added."""

    def __init__(self, system: System, conditions: Conditions, design: Design, random: Random) -> None:
        super().__init__(system, conditions, random)
        self._design, self.drained = design, Drained()
        self._queue: list[tuple[float, float]] = []
        self._units: Mapping[str, int] = good_way.units(system)
        self._steps = [each.name for each in system.functions.values() if each.name != NOTIFIER]
        self._busy = 0

    def run(self, load: float, seconds: float) -> None:
        """As without a queue, and until that is empty."""
        for number in range(self._design.pollers):
            self.clock.process(self._poll(number, seconds))
        super().run(load, seconds)

    def failed(self, step: Step, error: str, at: float, tried: dict[Retrier, int]) -> tuple[Place, float]:
        """What is throttled is not tried again."""
        if error == THROTTLED and step.function is not None and step.function.name != NOTIFIER:
            raise Spilled(at)
        return super().failed(step, error, at, tried)

    def payment(self) -> Generator[simpy.Event, Any, None]:
        """Decide it at once, or put it into the queue."""
        arrived, way = self.clock.now, self.durations.api()
        try:
            end, at = yield from self.executed(arrived + way)
        except Spilled as spilled:
            heappush(self._queue, (spilled.at + self.durations.hop("item"), arrived))
            self.drained.accepted += 1
            self.drained.longest = max(self.drained.longest, len(self._queue))
            return
        self.answered(end, at - arrived, at - arrived - way)
        if not end.error:
            self.drained.decisions.append(at - arrived)

    def _poll(self, number: int, seconds: float) -> Generator[simpy.Event, Any, None]:
        # Pollers do not look all at the same moment.
        yield self.clock.timeout(LOOK * number / self._design.pollers)
        while self.clock.now < seconds + PATIENCE and (self.clock.now < seconds + 1 or self._queue or self._busy):
            taken = self._taken()
            if taken:
                self._busy += 1
                yield from self._decide(taken)
                self._busy -= 1
            else:
                yield self.clock.timeout(LOOK)

    def _taken(self) -> list[float]:
        """A batch, if one is full or has waited for its window; when each payment of it arrived."""
        now, queue, most = self.clock.now, self._queue, self._design.batch
        if not queue or (len(queue) < most and queue[0][0] + self._design.collects > now):
            return []
        taken: list[float] = []
        while queue and len(taken) < most and queue[0][0] <= now:
            taken.append(heappop(queue)[1])
        return taken

    def _decide(self, taken: list[float]) -> Generator[simpy.Event, Any, None]:
        seconds = self._design.seconds(len(taken))
        if self._design.drained_by == NAMED:
            for name in self._steps:
                executions = self.services.executions[name]
                while not executions.free(self.clock.now):
                    yield self.clock.timeout(LOOK)
                executions.take(self.clock.now, seconds / len(self._steps))
                yield self.clock.timeout(seconds / len(self._steps))
        else:
            yield self.clock.timeout(seconds)
        wanted = tuple((name, count * len(taken)) for name, count in self._units.items())
        while not self.services.writes.takes(self.clock.now, wanted):
            yield self.clock.timeout(LOOK)
        self.drained.decisions += [self.clock.now - arrived for arrived in taken]

"""The simulation: payments arrive by chance, and each walks through the workflow as the file defines it.

Only what is contended makes an event: a payment's arrival, and each attempt to invoke a function. What every payment
gets in its own time (a hop, a choice, a write that the table takes) is added to that payment's clock.
"""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

import simpy

from capacity.answers import Payment
from capacity.assumptions import Conditions
from capacity.durations import Durations
from capacity.entrance import Entrance
from capacity.places import End, Fork, Place, Step
from capacity.retries import Retrier
from capacity.services import Services
from capacity.system import System
from capacity.tally import OVERLOAD, Tally
from capacity.ways import Graph

Walk = Generator[simpy.Event, Any, tuple[End, float]]
TIMED_OUT = "States.Timeout"


class Simulation:
    """One run; times are in seconds from its start."""

    def __init__(self, system: System, conditions: Conditions, random: Random) -> None:
        self.random, self.assumed = random, conditions.assumed
        self.clock, self.tally = simpy.Environment(), Tally()
        self.durations = Durations(conditions, random)
        self._entrance = Entrance(system)
        self.services = Services(system, conditions.assumed, self.durations, self.tally)
        self._longest: float = system.definition["TimeoutSeconds"]
        kinds = {alerted: Payment(alerted) for alerted in (False, True)}
        self._starts = {
            kind: Graph(system, system.definition, payment).start(payment.request) for kind, payment in kinds.items()
        }

    def run(self, load: float, seconds: float) -> None:
        """Let payments arrive, at times that do not depend on each other, and wait for the last answer."""
        self.clock.process(self._arrivals(load, seconds))
        self.clock.run()

    def _arrivals(self, load: float, seconds: float) -> Generator[simpy.Event, Any, None]:
        while True:
            yield self.clock.timeout(self.random.expovariate(load))
            if self.clock.now >= seconds:
                return
            self.tally.offered += 1
            if self._entrance.takes(self.clock.now, self.tally):
                self.clock.process(self.payment())

    def payment(self) -> Generator[simpy.Event, Any, None]:
        arrived, way = self.clock.now, self.durations.api()
        end, at = yield from self.executed(arrived + way)
        self.answered(end, at - arrived, at - arrived - way)

    def executed(self, began: float) -> Walk:
        """One execution of the workflow."""
        start = self._starts[self.random.random() < self.assumed.alerted]
        return self._walk(start, began, began + self._longest)

    def answered(self, end: End, taken: float, executed: float) -> None:
        """Count what became of a payment that was executed."""
        tally = self.tally
        tally.times.append(taken)
        tally.seconds += executed
        if end.error or end.output.get("status") != "decided":
            tally.failed += 1
        elif OVERLOAD in end.output["reasons"]:
            tally.reviewed += 1
        else:
            tally.decided += 1

    def _walk(self, place: Place, at: float, until: float) -> Walk:
        tried: dict[Retrier, int] = {}
        while not isinstance(place, End):
            if isinstance(place, Fork):
                ends, began = list[End](), at
                for branch in place.branches:
                    end, ended = yield from self._walk(branch, began, until)
                    ends.append(end)
                    at = max(at, ended)
                place = place.after(tuple(ends))
                continue
            # Whoever is before a function meets others there.
            if place.function is not None and at > self.clock.now:
                yield self.clock.timeout(at - self.clock.now)
            following, at = self._attempt(place, at, tried)
            if following is not place and tried:
                tried = {}
            place = following
            if at > until:
                return End(error=TIMED_OUT), until
        return place, at

    def _attempt(self, step: Step, at: float, tried: dict[Retrier, int]) -> tuple[Place, float]:
        """Where an attempt leads, and when: to the step itself where it is tried again."""
        error, taken = self.services.call(step, at)
        if taken > step.timeout:
            error, taken = TIMED_OUT, step.timeout
        if not error:
            return step.following, at + taken
        return self.failed(step, error, at + taken, tried)

    def failed(self, step: Step, error: str, at: float, tried: dict[Retrier, int]) -> tuple[Place, float]:
        """Where an attempt that failed leads, by the state's retriers and catchers."""
        retrier = step.retrier(error)
        before = tried.get(retrier, 0) if retrier else 0
        if retrier is None or before >= retrier.attempts:
            return step.caught(error), at
        tried[retrier] = before + 1
        return step, at + retrier.delay(before, self.random)

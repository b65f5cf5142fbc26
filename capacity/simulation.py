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


def simulate(system: System, conditions: Conditions, *, load: float, seconds: float, seed: int) -> Tally:
    """What becomes of `load` payments a second for so many seconds, and until the last of them has its answer."""
    simulation = Simulation(system, conditions, Random(f"{seed} {load:g}"))  # noqa: S311 - nothing is secret here
    simulation.run(load, seconds)
    return simulation.tally


class Simulation:
    """One run; times are in seconds from its start."""

    def __init__(self, system: System, conditions: Conditions, random: Random) -> None:
        self._random, self._assumed = random, conditions.assumed
        self._clock, self.tally = simpy.Environment(), Tally()
        self._durations = Durations(conditions, random)
        self._entrance = Entrance(system)
        self.services = Services(system, conditions.assumed, self._durations, self.tally)
        self._longest: float = system.definition["TimeoutSeconds"]
        kinds = {alerted: Payment(alerted) for alerted in (False, True)}
        self._starts = {
            kind: Graph(system, system.definition, payment).start(payment.request) for kind, payment in kinds.items()
        }

    def run(self, load: float, seconds: float) -> None:
        """Let payments arrive, at times that do not depend on each other, and wait for the last answer."""
        self._clock.process(self._arrivals(load, seconds))
        self._clock.run()

    def _arrivals(self, load: float, seconds: float) -> Generator[simpy.Event, Any, None]:
        while True:
            yield self._clock.timeout(self._random.expovariate(load))
            if self._clock.now >= seconds:
                return
            self.tally.offered += 1
            if self._entrance.takes(self._clock.now, self.tally):
                self._clock.process(self._payment())

    def _payment(self) -> Generator[simpy.Event, Any, None]:
        arrived, way = self._clock.now, self._durations.api()
        start = self._starts[self._random.random() < self._assumed.alerted]
        began = arrived + way
        end, at = yield from self._walk(start, began, began + self._longest)
        self._answered(end, at - arrived, at - began)

    def _answered(self, end: End, taken: float, executed: float) -> None:
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
            if place.function is not None and at > self._clock.now:
                yield self._clock.timeout(at - self._clock.now)
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
        retrier = step.retrier(error)
        before = tried.get(retrier, 0) if retrier else 0
        if retrier is None or before >= retrier.attempts:
            return step.caught(error), at + taken
        tried[retrier] = before + 1
        return step, at + taken + retrier.delay(before, self._random)

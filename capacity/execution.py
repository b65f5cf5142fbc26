"""An execution of the workflow: from task to task, as the file defines it, with its retries.

Only what is contended makes an event: each attempt to invoke a function. What every payment gets in its own time (a
hop, a choice, a write that the table takes) is added to its execution's clock.
"""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

import simpy

from capacity.places import End, Fork, Place, Step
from capacity.retries import Retrier
from capacity.services import Services

Walk = Generator[simpy.Event, Any, tuple[End, float]]
Way = Generator[simpy.Event, Any, tuple[Place, float]]
TIMED_OUT = "States.Timeout"


class Workflow:
    """The workflow, whose executions take so many seconds at most."""

    def __init__(self, clock: simpy.Environment, services: Services, random: Random, *, longest: float) -> None:
        self._clock, self._services, self._random, self._longest = clock, services, random, longest

    def executed(self, start: Place, began: float) -> Walk:
        """How an execution ends, and when."""
        return self._walk(start, began, began + self._longest)

    def _walk(self, place: Place, at: float, until: float) -> Walk:
        tried: dict[Retrier, int] = {}
        while not isinstance(place, End):
            if isinstance(place, Fork):
                place, at = yield from self._through(place, at, until)
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

    def _through(self, fork: Fork, at: float, until: float) -> Way:
        """Where all branches lead, and when the last of them has ended."""
        ends, last = list[End](), at
        for branch in fork.branches:
            end, ended = yield from self._walk(branch, at, until)
            ends.append(end)
            last = max(last, ended)
        return fork.after(tuple(ends)), last

    def _attempt(self, step: Step, at: float, tried: dict[Retrier, int]) -> tuple[Place, float]:
        """Where an attempt leads, and when: to the step itself where it is tried again."""
        error, taken = self._services.call(step, at)
        if taken > step.timeout:
            error, taken = TIMED_OUT, step.timeout
        if not error:
            return step.following, at + taken
        return self._failed(step, error, at + taken, tried)

    def _failed(self, step: Step, error: str, at: float, tried: dict[Retrier, int]) -> tuple[Place, float]:
        """Where an attempt that failed leads, by the state's retriers and catchers."""
        retrier = step.retrier(error)
        before = tried.get(retrier, 0) if retrier else 0
        if retrier is None or before >= retrier.attempts:
            return step.caught(error), at
        tried[retrier] = before + 1
        return step, at + retrier.delay(before, self._random)

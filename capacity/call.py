"""One call with many payments: judged together, then each one decided in an execution of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import simpy

from capacity.drain import LINES
from capacity.execution import TIMED_OUT, Way, Workflow
from capacity.histories import Histories
from capacity.nested import Each, Started
from capacity.places import End, Fork, Place, Step
from capacity.queue import Message
from capacity.retries import Retrier
from capacity.services import THROTTLED, Services
from capacity.services import TIMED_OUT as OUT_OF_TIME
from capacity.system import Function
from policies.core.terraform_file import Unreadable

Process = Generator[simpy.Event, Any, None]
# Is told of a payment how its own execution ended, and when that began and ended.
Told = Callable[[Message, End, float, float], None]


@dataclass(frozen=True)
class Around:
    """What all calls have in common; their executions take so many seconds at most."""

    clock: simpy.Environment
    services: Services
    histories: Histories
    random: Random
    deciding: Workflow
    longest: float
    told: Told


class Call(Workflow):
    """The execution for these payments; `answers` are what it has to say of them, as far as it came."""

    def __init__(self, around: Around, payments: Sequence[Message]) -> None:
        super().__init__(around.clock, around.services, around.random, longest=around.longest)
        self._around, self._payments = around, payments
        self.answers: list[End] = []

    def _through(self, fork: Fork, at: float, until: float) -> Way:
        if not isinstance(fork, Each):
            raise Unreadable("what a call does at the same time can only be a map, to be simulated")
        said = list[tuple[End, float]]()
        ways = [self._decided(fork.branches[each.alerted], each, at, said) for each in self._payments]
        yield self._clock.all_of([self._clock.process(way) for way in ways])
        last = max(at for _, at in said)
        if last > until:
            return End(error=TIMED_OUT), until
        self.answers = [end for end, _ in said]
        return fork.after(tuple(self.answers)), last

    def _decided(self, place: Place, payment: Message, at: float, said: list[tuple[End, float]]) -> Process:
        """Have one payment decided, and add what is said of it, and when."""
        tried: dict[Retrier, int] = {}
        while not isinstance(place, End):
            if not isinstance(place, Started):
                raise Unreadable("a payment of a call can only be given to the workflow that decides it")
            began = at + self._services.durations.hop(place.hop)
            end, ended = yield from self._around.deciding.executed(place.child, began)
            self._around.told(payment, end, began, ended)
            if ended > at + place.timeout:
                place, at = self._failed(place, TIMED_OUT, at + place.timeout, tried)
            else:
                place, at = place.ended(end), ended
        said.append((place, at))

    def _attempt(self, step: Step, at: float, tried: dict[Retrier, int]) -> tuple[Place, float]:
        if step.function is None:
            return super()._attempt(step, at, tried)
        error, taken, are_read = self._judged(step.function, at)
        taken += self._services.durations.hop(step.hop)
        if taken > step.timeout:
            error, taken = TIMED_OUT, step.timeout
        if error:
            return self._failed(step, error, at + taken, tried)
        return step.following if are_read else step.unread, at + taken

    def _judged(self, function: Function, at: float) -> tuple[str, float, bool]:
        """The error of the function that judges them all, the seconds that it took, and whether it could read."""
        services, payments = self._services, len(self._payments)
        if not services.admits(function, at):
            return THROTTLED, 0.0, False
        spent = services.durations.judging(function, payments, cold=services.executions[function.name].is_cold)
        spent, are_read = self._around.histories.read(payments, spent, at)
        services.used["logs"] += LINES * payments
        if services.hold(function, at, spent):
            return OUT_OF_TIME, function.timeout, False
        services.used["judged"] += payments if are_read else 0
        return "", spent, are_read

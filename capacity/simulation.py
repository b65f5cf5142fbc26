"""The simulation: payments arrive by chance, are answered by the workflow, and decided at once or by the drain."""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

import simpy

from capacity.answers import Payment
from capacity.assumptions import Conditions
from capacity.calls import Calls, Ground
from capacity.drain import Drain
from capacity.durations import Durations
from capacity.entrance import Entrance
from capacity.execution import Workflow
from capacity.limits import Bucket, Firewall
from capacity.queue import Message, Queue
from capacity.services import Services
from capacity.system import System
from capacity.tally import ACCEPTED, Tally
from capacity.ways import start

Process = Generator[simpy.Event, Any, None]
PATIENCE = 600.0  # seconds after the load in which the queue may be drained


class Simulation:
    """One run; times are in seconds from its start.

    Where payments come `apart`, those that come in calls are counted in `called`, and what all of them use in `tally`.
    """

    def __init__(self, system: System, conditions: Conditions, random: Random, *, apart: bool = False) -> None:
        self.random, self.assumed = random, conditions.assumed
        self.clock, self.tally, self.queue = simpy.Environment(), Tally(), Queue(system.overflow)
        self.called = Tally() if apart else self.tally
        self._system, self._durations = system, Durations(conditions, random)
        self._firewall = Firewall(system.firewall_limit, system.firewall_window)
        self.services = Services(system, self.assumed, self._durations, self.tally)
        self._workflow = Workflow(self.clock, self.services, random, longest=system.definition["TimeoutSeconds"])
        self._drain = Drain(system, self.assumed, self.services, self.queue, self._started)
        self._starts = {
            (alerted, by_drain): start(system, Payment(alerted), by_drain=by_drain)
            for alerted in (False, True)
            for by_drain in (False, True)
        }
        self._under_way = 0

    def run(self, load: float, seconds: float, *, called: float = 0) -> None:
        """Let payments arrive, at times that do not depend on each other, and wait until no more are decided.

        So many a second come alone, and so many others in calls with as many as one takes.
        """
        calls = Calls(self._ground(), self.called) if called else None

        def goes_on() -> bool:
            is_left = self._under_way or self._drain.busy or self.queue or (calls and calls.under_way)
            return self.clock.now < seconds or (bool(is_left) and self.clock.now < seconds + PATIENCE)

        if load:
            self.clock.process(self._arrivals(load, seconds))
        if calls:
            self.clock.process(calls.arrive(called, seconds))
        self._drain.run(self.clock, goes_on)
        self.clock.run()
        self.tally.left = len(self.queue) + self.queue.dead
        self.tally.letters += self.queue.dead
        self.tally.longest = self.queue.longest

    def _ground(self) -> Ground:
        return Ground(
            system=self._system,
            clock=self.clock,
            random=self.random,
            services=self.services,
            queue=self.queue,
            firewall=self._firewall,
            deciding=self._workflow,
            alerted=self.assumed.alerted,
        )

    def _arrivals(self, load: float, seconds: float) -> Process:
        entrance = Entrance(self._firewall, [Bucket(each.rate, each.burst) for each in self._system.throttles])
        while True:
            yield self.clock.timeout(self.random.expovariate(load))
            if self.clock.now >= seconds:
                return
            self.tally.offered += 1
            if entrance.takes(self.clock.now, self.tally):
                self.clock.process(self._answered())

    def _answered(self) -> Process:
        """One that a caller sent: it gets an answer, and where that is a 202 it waits in the queue."""
        arrived, way = self.clock.now, self._durations.api()
        message = Message(arrived, self.random.random() < self.assumed.alerted)
        self._under_way += 1
        end, at = yield from self._workflow.executed(self._starts[message.alerted, False], arrived + way)
        self._under_way -= 1
        if self.tally.answered_with(end, taken=at - arrived, executed=at - arrived - way) == ACCEPTED:
            self.queue.put(message, at)

    def _started(self, message: Message, at: float) -> None:
        self.clock.process(self._drained(message, at))

    def _drained(self, message: Message, began: float) -> Process:
        """One that the drain starts; if its payment is neither decided nor to be reviewed, its message comes again."""
        self._under_way += 1
        yield self.clock.timeout(began - self.clock.now)
        end, at = yield from self._workflow.executed(self._starts[message.alerted, True], began)
        self._under_way -= 1
        tally = self.called if message.called else self.tally
        if not tally.drained_with(end, taken=at - message.arrived, executed=at - began):
            self.queue.again(message)

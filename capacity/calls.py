"""Calls with as many payments as one takes: they come by chance, and of each payment it is counted what it comes to."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from math import ceil
from random import Random
from typing import Any

import simpy

from capacity.call import Around, Call
from capacity.entrance import Entrance
from capacity.execution import Workflow
from capacity.histories import Histories
from capacity.limits import Bucket, Firewall
from capacity.places import End
from capacity.queue import Message, Queue
from capacity.services import Services
from capacity.system import System
from capacity.tally import ACCEPTED, FAILED, Tally, outcome
from capacity.ways import call

Process = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What payments that come alone have in common with those that come in calls; a share of all is alerted."""

    system: System
    clock: simpy.Environment
    random: Random
    services: Services
    queue: Queue
    firewall: Firewall
    deciding: Workflow
    alerted: float


class Calls:
    """From one address, by as many clients as need to send so much; their payments are counted in `tally`."""

    def __init__(self, ground: Ground, tally: Tally) -> None:
        self._ground, self._tally = ground, tally
        self._around = Around(
            clock=ground.clock,
            services=ground.services,
            histories=Histories(ground.system, ground.services),
            random=ground.random,
            deciding=ground.deciding,
            longest=ground.system.batches.definition["TimeoutSeconds"],
            told=self._told,
        )
        self._start = call(ground.system)
        self.under_way = 0

    def arrive(self, load: float, seconds: float) -> Process:
        """Let calls come with so many payments a second, for so long."""
        most, clock, tally = self._ground.system.batches.most, self._ground.clock, self._tally
        entrances = list(self._entrances(load))
        while True:
            yield clock.timeout(self._ground.random.expovariate(load / most))
            if clock.now >= seconds:
                return
            tally.offered += most
            if self._ground.random.choice(entrances).takes(clock.now, tally, payments=most):
                clock.process(self._answered(most))

    def _entrances(self, load: float) -> Iterable[Entrance]:
        """One for each client, whose throttles are its own; those of the API, and the firewall, they have in common."""
        system = self._ground.system
        plan, *common = system.throttles
        own = (plan, system.batches.throttle)
        buckets = [Bucket(each.rate, each.burst) for each in common]
        for _ in range(ceil(load / system.batches.most / min(each.rate for each in own))):
            yield Entrance(self._ground.firewall, [*(Bucket(each.rate, each.burst) for each in own), *buckets])

    def _answered(self, most: int) -> Process:
        """One call, whose payments are all answered when it is."""
        arrived, way, tally = self._ground.clock.now, self._ground.services.durations.api(), self._tally
        payments = [Message(arrived, self._is_alerted(), called=True) for _ in range(most)]
        execution = Call(self._around, payments)
        self.under_way += 1
        end, at = yield from execution.executed(self._start, arrived + way)
        self.under_way -= 1
        tally.executed(at - arrived - way)
        tally.times.append(at - arrived)
        answers = [] if end.error else [outcome(answer) for answer in execution.answers]
        tally.answers.update(answers or [FAILED] * most)

    def _is_alerted(self) -> bool:
        return self._ground.random.random() < self._ground.alerted

    def _told(self, payment: Message, end: End, began: float, ended: float) -> None:
        """Count the execution of one payment; where it was throttled, it waits in the queue."""
        became = self._tally.ended(end, taken=ended - payment.arrived, executed=ended - began)
        if became == ACCEPTED:
            self._ground.queue.put(payment, ended)

"""What the workflow calls: each call takes its time, and may be refused for want of capacity."""

from __future__ import annotations

from collections.abc import Mapping

from capacity.assumptions import Assumptions
from capacity.durations import WRITE, Durations
from capacity.limits import Bucket, Executions, Meter
from capacity.places import Step
from capacity.system import Function, System
from capacity.tally import Tally

THROTTLED = "Lambda.TooManyRequestsException"
TIMED_OUT = "Sandbox.Timedout"
# For want of capacity DynamoDB cancels a transaction, and throttles any other call.
CANCELED = "DynamoDb.TransactionCanceledException"
READS = 3  # as many read units as write units: 12,000 where it is 4,000


class Services:
    """The functions, the tables, the bus and the dead-letter queue."""

    def __init__(self, system: System, assumed: Assumptions, durations: Durations, tally: Tally) -> None:
        self._durations, self._tally = durations, tally
        functions = system.functions.values()
        self.executions: Mapping[str, Executions] = {
            each.name: Executions(each.concurrency, warm=int(each.concurrency * assumed.warm)) for each in functions
        }
        self._rates = {each.name: Bucket(each.rate, each.rate * assumed.window) for each in functions}
        self.writes, self._reads = Meter(assumed.table), Meter(assumed.table * READS)

    def call(self, step: Step, at: float) -> tuple[str, float]:
        """The error of a call, empty where it succeeds, and the seconds that it took."""
        hop = self._durations.hop(step.hop)
        if step.function is not None:
            return self._invoke(step.function, at, hop)
        units, used = step.units, self._tally.used
        if not self.writes.takes(at, units.writes) or not self._reads.takes(at, units.reads):
            return self._refusal(step), hop
        for name, counts in (("writes", units.writes), ("reads", units.reads)):
            for _, count in counts:
                used[name] += count
        used["events"] += step.is_event
        self._tally.letters += step.is_dead_letter
        return "", hop

    @staticmethod
    def _refusal(step: Step) -> str:
        if step.resource.endswith(WRITE):
            return CANCELED
        # As the two kinds of integration write the service's name.
        return f"Dynamo{'Db' if ':aws-sdk:' in step.resource else 'DB'}.ThrottlingException"

    def _invoke(self, function: Function, at: float, hop: float) -> tuple[str, float]:
        executions = self.executions[function.name]
        if not executions.free(at) or not self._rates[function.name].takes(at):
            return THROTTLED, hop
        taken = self._durations.handler(function, cold=executions.is_cold)
        held = min(taken, function.timeout)
        executions.take(at, held)
        self._tally.used["calls"] += 1
        self._tally.gigabyte_seconds += held * function.memory / 1024
        return TIMED_OUT if taken > function.timeout else "", hop + held

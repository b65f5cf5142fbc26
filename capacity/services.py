"""What the workflow calls: each call takes its time, and may be refused for want of capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
READS, MOST = 3, 40_000  # as many read units as write units: 12,000 where it is 4,000; and no more than a table's quota


class Services:
    """The functions, the tables, the bus and the queues."""

    def __init__(self, system: System, assumed: Assumptions, durations: Durations, tally: Tally) -> None:
        self.durations, self._tally, self.used = durations, tally, tally.used
        functions = system.functions.values()
        self.executions: Mapping[str, Executions] = {
            each.name: Executions(each.concurrency, warm=int(each.concurrency * assumed.warm)) for each in functions
        }
        self._rates = {each.name: Bucket(each.rate, each.rate * assumed.window) for each in functions}
        self._writes, self._reads = Meter(assumed.table), Meter(min(assumed.table * READS, MOST))

    def call(self, step: Step, at: float) -> tuple[str, float]:
        """The error of a call, empty where it succeeds, and the seconds that it took."""
        hop = self.durations.hop(step.hop)
        if step.function is not None:
            return self._invoke(step.function, at, hop)
        units, used = step.units, self.used
        if units.writes:
            if not self._writes.takes(at, units.writes):
                self._tally.refused += 1
                return self._refusal(step), hop
            used["writes"] += units.written
        elif units.reads:
            if not self.reads(at, units.reads):
                return self._refusal(step), hop
        else:
            used["events"] += step.is_event
            used["messages"] += step.is_message
            self._tally.letters += step.is_dead_letter
        return "", hop

    @staticmethod
    def _refusal(step: Step) -> str:
        if step.resource.endswith(WRITE):
            return CANCELED
        # As the two kinds of integration write the service's name.
        return f"Dynamo{'Db' if ':aws-sdk:' in step.resource else 'DB'}.ThrottlingException"

    def _invoke(self, function: Function, at: float, hop: float) -> tuple[str, float]:
        if not self.admits(function, at):
            return THROTTLED, hop
        taken = self.durations.handler(function, cold=self.executions[function.name].is_cold)
        self.used["logs"] += 1
        return TIMED_OUT if self.hold(function, at, taken) else "", hop + min(taken, function.timeout)

    def reads(self, at: float, units: Sequence[tuple[str, int]]) -> bool:
        """Whether the tables take these reads."""
        if self._reads.takes(at, units):
            self.used["reads"] += sum(count for _, count in units)
            return True
        self._tally.refused += 1
        return False

    def admits(self, function: Function, at: float) -> bool:
        """Whether the function takes one more call."""
        return self.executions[function.name].free(at) and self._rates[function.name].takes(at)

    def hold(self, function: Function, at: float, seconds: float) -> bool:
        """Hold an execution for so long, or until the function's time is over; whether it is."""
        held = min(seconds, function.timeout)
        self.executions[function.name].take(at, held)
        self.used["calls"] += 1
        self._tally.gigabyte_seconds += held * function.memory / 1024
        return seconds > function.timeout

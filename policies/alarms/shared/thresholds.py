"""The statistic and the threshold that an alarm on a metric must have, and the value that the metric never exceeds."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple, TypeGuard

from policies.alarms.shared.metrics import HIGH_SCORES, SINGLE, watched
from policies.aws.mappings import functions_at, queues_of
from policies.aws.start_execution import INTEGRATION
from policies.core import Resource, Stack
from policies.core.bounds import number, whole
from policies.core.strict_json import Json
from policies.requirements import SMS_LIMIT


class Threshold(NamedTuple):
    """The statistic of an alarm on a metric, and its lowest and highest threshold: a count, ms or s."""

    statistic: str
    least: float
    most: float

    def admits(self, value: Json) -> TypeGuard[float]:
        """Whether an alarm may have this threshold."""
        return number(value, self.least, self.most)


AGE, DURATION = "ApproximateAgeOfOldestMessage", "Duration"
THRESHOLDS: Mapping[str, Threshold] = {
    **dict.fromkeys(SINGLE, Threshold("Sum", 1, 1)),
    "ApproximateNumberOfMessagesVisible": Threshold("Maximum", 1, 1),
    # Below a hundredth of what a client may send in a minute; for what is too low, see below.
    "4XXError": Threshold("Sum", 100, 500),
    # With up to 100 ms a call, ten executions serve a hundred calls a second, all that Lambda allows them; slower calls
    # reduce capacity. A call by the workflow may take at most half of the second that a decision may take.
    DURATION: Threshold("p99", 100, 500),
    # Ten executions serve some 6,000 payments a minute: of these, 1 to 5 %. The model reviews half a percent.
    HIGH_SCORES: Threshold("Sum", 60, 300),
    # The second that a decision may take: a lower threshold rings while that is kept, a higher one after it is broken.
    "Latency": Threshold("p99", 1_000, 1_000),
    # An announcement leaves the queue with its case. A review may wait for an hour, and not for a day. SQS leaves out
    # of this metric what was received three times, which takes an announcement 23 hours and more.
    AGE: Threshold("Maximum", 3_600, 82_800),
    # SNS stops sending SMS at the limit: late enough to be no false alarm, early enough to have the limit raised.
    "SMSMonthToDateSpentUSD": Threshold("Maximum", 0.5 * SMS_LIMIT, 0.9 * SMS_LIMIT),
}
# Of a queue whose messages a function is handed, and of that function: nobody waits for its answer.
HANDED_OVER: Mapping[str, Threshold] = {
    # A batch of one card is ten decisions, one after another, and each may take a second.
    DURATION: Threshold("p99", 10_000, 20_000),
    # For a payment that was accepted, a quarter of an hour is late.
    AGE: Threshold("Maximum", 60, 900),
}
# By metric: the attribute of the watched resource that limits it, and how many of the metric's units are one of that.
LIMITS: Mapping[str, tuple[str, int]] = {
    DURATION: ("timeout", 1_000),
    "Latency": ("timeout_milliseconds", 1),
    AGE: ("message_retention_seconds", 1),
}


def threshold_of(alarm: Resource, stack: Stack) -> Threshold | None:
    """The statistic and the thresholds for the metric that an alarm watches; None where nobody has said them."""
    name, period = str(alarm.get("metric_name")), alarm.get("period")
    known = THRESHOLDS.get(name)
    if name in HANDED_OVER:
        for resource in watched(alarm, stack):
            known = _handed_over(name, resource, stack) or known
    if known and name == "4XXError" and isinstance(period, int):
        # One client that retries a bad request each second, as Retry-After says, is no flood, however long the period.
        return known._replace(least=max(known.least, period + 1))
    return known


def _handed_over(name: str, resource: Resource, stack: Stack) -> Threshold | None:
    """The thresholds where a function is handed messages; None where people work on the queue, or a caller waits."""
    if queues_of(resource, stack):
        return HANDED_OVER[name]
    if not functions_at(resource, stack):
        return None
    # What failed once is hidden and comes again, which is no trouble yet. SQS leaves out what was received three times.
    known, hidden = HANDED_OVER[name], resource.get("visibility_timeout_seconds")
    seconds = hidden if isinstance(hidden, int) else inf
    return known._replace(least=max(known.least, seconds + 1), most=min(known.most, 2 * seconds - 1))


def statistics(alarm: Resource) -> list[Json]:
    """The statistics that an alarm names, of which CloudWatch takes one."""
    return [alarm.values[key] for key in ("statistic", "extended_statistic") if key in alarm.values]


def limit(alarm: Resource, stack: Stack) -> float:
    """The value that the metric of an alarm never exceeds; zero where the resource does not set it."""
    name, resources = str(alarm.get("metric_name")), watched(alarm, stack)
    if name not in LIMITS:
        return inf
    if name == "Latency":
        # The integration ends a request, not the API or its stage.
        resources = tuple(part for each in resources for part in stack.pointing_at(each, INTEGRATION, "rest_api_id"))
    attribute, factor = LIMITS[name]
    values = [resource.get(attribute) for resource in resources]
    return min((factor * value if whole(value, 1) else 0 for value in values), default=inf)

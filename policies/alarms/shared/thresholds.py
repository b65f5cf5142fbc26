"""At which value an alarm must ring, and where what it measures ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from policies.alarms.shared.metrics import SINGLE, watched
from policies.core import Resource, Stack
from policies.core.bounds import whole

INTEGRATION = "aws_api_gateway_integration"


class Trouble(NamedTuple):
    """The statistic that shows trouble, and the least and the most at which an alarm may ring: a count, ms or s."""

    statistic: str
    least: float
    most: float


NONE = Trouble("none", 1, 0)
TROUBLE: Mapping[str, Trouble] = {
    **dict.fromkeys(SINGLE, Trouble("Sum", 1, 1)),
    "ApproximateNumberOfMessagesVisible": Trouble("Maximum", 1, 1),
    # Less than a hundredth of what a client may send in a minute; and see below.
    "4XXError": Trouble("Sum", 100, 500),
    # Up to 100 ms a call, ten executions take all the hundred calls a second that Lambda gives them; from there on
    # slowness costs capacity. Half of the second that was promised is the most for one of three functions.
    "Duration": Trouble("p99", 100, 500),
    # The second that was promised: a lower value rings while it is kept, a higher one hides that it is broken.
    "Latency": Trouble("p99", 1_000, 1_000),
    # Ten attempts of 30 s, SQS's own time for one, are no trouble yet; a review that waits for a quarter of an hour is.
    "ApproximateAgeOfOldestMessage": Trouble("Maximum", 300, 900),
}
# By the metric: the attribute of what is watched that ends it, and how many of the metric's units are one of its own.
ENDS: Mapping[str, tuple[str, int]] = {
    "Duration": ("timeout", 1_000),
    "Latency": ("timeout_milliseconds", 1),
    "ApproximateAgeOfOldestMessage": ("message_retention_seconds", 1),
}


def trouble(alarm: Resource) -> Trouble:
    """What means trouble in the metric that an alarm watches."""
    name, period = str(alarm.get("metric_name")), alarm.get("period")
    found = TROUBLE.get(name, NONE)
    if name == "4XXError" and whole(period, 1):
        # A client that sends one bad request again each second, as it is told to, is no flood, however long the period.
        return found._replace(least=max(found.least, period + 1))
    return found


def end(alarm: Resource, stack: Stack) -> float:
    """The value that what an alarm measures never exceeds, as it then ends; zero where that is not said."""
    name, found = str(alarm.get("metric_name")), watched(alarm, stack)
    if name == "Latency":
        # It is the integration that ends a request, and not the API or its stage.
        found = tuple(each for api in found[:1] for each in stack.pointing_at(api, INTEGRATION, "rest_api_id"))
    attribute, factor = ENDS.get(name, ("", 0))
    ends = [resource.get(attribute) for resource in found] if attribute else []
    return min((factor * value if whole(value, 1) else 0 for value in ends), default=inf)

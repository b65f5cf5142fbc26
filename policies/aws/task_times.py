"""How long a task of a workflow may take."""

from __future__ import annotations

from math import ceil

from policies.aws.asl import State, at, items
from policies.core.bounds import number
from policies.core.strict_json import Json

FAR = 100
# Seconds for all other tasks of a workflow, which usually take well under a second, and three cold starts.
REST = 3


def longest(state: State) -> float:
    """The seconds that a task takes if every call takes its time limit, and every retry is used and waits its longest.

    What is no number, or beyond all bounds, counts as nothing here: the policies on limits and retries refuse it.
    """
    limit = _number(state, "TimeoutSeconds")
    return limit + sum(_retrying(retrier, limit) for retrier in items(state.get("Retry")))


def _retrying(retrier: Json, limit: float) -> float:
    first, rate, most = (_number(retrier, key) for key in ("IntervalSeconds", "BackoffRate", "MaxDelaySeconds"))
    attempts = ceil(_number(retrier, "MaxAttempts"))
    return sum(min(first * rate**attempt, most) + limit for attempt in range(attempts))


def _number(value: Json, key: str) -> float:
    seconds = at(value, key)
    return float(seconds) if isinstance(seconds, int | float) and number(seconds, 0, FAR) else 0.0

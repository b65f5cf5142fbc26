"""Alarms at the lowest and the highest threshold of each metric, and edits of an alarm that lie just beyond."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.alarms.shared.example import EXAMPLE
from policies.alarms.shared.metrics import ALARM, HIGH_SCORES, SPEND
from policies.alarms.shared.thresholds import AGE, DURATION
from policies.aws.mappings import FROM, FUNCTION, MAPPING, QUEUE, TO
from policies.core.examples import Values, merged
from policies.requirements import SMS_LIMIT

BRIEF, DRAIN, TIMED = (
    {"namespace": "AWS/Lambda", "dimensions": {"FunctionName": f"${{{FUNCTION}.{name}.function_name}}"}}
    for name in ("brief", "drain", "timed")
)
QUICK, SLOW = (
    {"namespace": "AWS/SQS", "dimensions": {"FunctionName": None, "QueueName": f"${{{QUEUE}.{name}.name}}"}}
    for name in ("quick", "slow")
)
P99 = {"extended_statistic": "p99", "statistic": None}
LONG = {"period": 300}
# By metric: the threshold that is too low, the lowest, the highest and the one that is too high.
EDGES: Mapping[str, tuple[Any, ...]] = {
    "Errors": (0, 1, 1, 2),
    "ApproximateNumberOfMessagesVisible": (0, 1, 1, 2),
    "4XXError": (99, 100, 500, 501),
    HIGH_SCORES: (59, 60, 300, 301),
    DURATION: (99, 100, 500, 501),
    "Latency": (999, 1_000, 1_000, 1_001),
    AGE: (3_599, 3_600, 82_800, 82_801),
    SPEND[1]: tuple(share * SMS_LIMIT for share in (0.49, 0.5, 0.9, 0.91)),
}


def at(metric: str, threshold: float, of: Values | None = None) -> Values:
    """The edit that lets an alarm ring at this threshold of a metric, and watch what is given."""
    statistic = "Sum" if metric in ("Errors", "4XXError", HIGH_SCORES) else "Maximum"
    measured = P99 if metric in (DURATION, "Latency") else {"statistic": statistic, "extended_statistic": None}
    return {"metric_name": metric, **measured, "threshold": threshold, **(of or {})}


def _handed(queue: str) -> Values:
    return {FROM: f"${{{QUEUE}.{queue}.arn}}", TO: f"${{{FUNCTION}.timed.arn}}"}


WITHIN = (
    *(at(metric, edge) for metric, (_, *edges, _) in EDGES.items() for edge in edges),
    *(at(DURATION, edge, DRAIN) for edge in (10_000, 20_000)),
    *(at(AGE, edge, QUICK) for edge in (60, 117)),
    *(at(AGE, edge, SLOW) for edge in (601, 900)),
    at(DURATION, 500, BRIEF),
    at("4XXError", 301, LONG),
)
# Two more queues that a function takes messages from, of which one hides them for a short time and one for long.
AT_THE_EDGES: Mapping[str, Values] = {
    f"{QUEUE}.quick": {"message_retention_seconds": 345_600, "visibility_timeout_seconds": 59},
    f"{QUEUE}.slow": {"message_retention_seconds": 345_600, "visibility_timeout_seconds": 600},
    f"{MAPPING}.quick": _handed("quick"),
    f"{MAPPING}.slow": _handed("slow"),
    f"{FUNCTION}.timed": {"timeout": 20},
    f"{FUNCTION}.brief": {"timeout": 1},
    **{f"{ALARM}.edge_{number}": merged(EXAMPLE, edit) for number, edit in enumerate(WITHIN)},
}
BEYOND: Mapping[str, Values] = {
    **{f"rings at {low} of {metric}": at(metric, low) for metric, (low, *_) in EDGES.items()},
    **{f"rings at {high} of {metric}": at(metric, high) for metric, (*_, high) in EDGES.items()},
    "rings for a batch of ordinary length": at(DURATION, 9_999, DRAIN),
    "waits for a batch that takes too long": at(DURATION, 20_001, DRAIN),
    "waits just until the function is ended": at(DURATION, 20_000, TIMED),
    "rings once a message is hidden no longer": at(AGE, 59, QUICK),
    "waits until a message has come three times": at(AGE, 118, QUICK),
    "rings while a message is hidden for long": at(AGE, 600, SLOW),
    "lets what was accepted wait for more than a quarter of an hour": at(AGE, 901, SLOW),
    "takes one client for a flood in five minutes": at("4XXError", 300, LONG),
}

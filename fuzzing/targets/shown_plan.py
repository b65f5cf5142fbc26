"""A plan as Terraform shows it (gate/plan): whatever it says otherwise than the judged file is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from fuzzing.oracle import refused, require
from gate.plan.broken import BrokenPlan
from gate.plan.held import hold
from gate.plan.judged import Judged
from gate.plan.judged_again import Criteria
from gate.plan.saved import SavedPlan
from gate.plan.shown import read
from gate.words import printable

TAGS = {"System": "s"}
QUEUE = {"name": "q", "message_retention_seconds": 60, "redrive_policy": '{"arn":"${aws_sqs_queue.b.arn}"}'}
STACK = {
    "//": {"metadata": {"stackName": "fraud-detection"}},
    "provider": {"aws": [{"region": "us-east-1", "default_tags": [{"tags": TAGS}]}]},
    "resource": {"aws_sqs_queue": {"a": QUEUE, "b": {"name": "b"}}},
    "output": {"name": {"value": "${aws_sqs_queue.a.name}"}},
}
JUDGED = Judged("fraud-detection", json.dumps(STACK).encode(), b"")
SAVED = SavedPlan({"cdk.tf.json": JUDGED.file}, b"")
CRITERIA = Criteria((), (), (), date(2026, 11, 28))
DEFAULTS = {"max_message_size": 262144, "visibility_timeout_seconds": 30, "tags_all": TAGS}


def run(data: bytes) -> None:
    """Reads the plan, and holds it to the judged file."""
    text = data.decode("utf-8", "replace")
    try:
        held = hold(SAVED, read(text), JUDGED, CRITERIA)
    except BrokenPlan as error:
        refused(error)
        return
    require(all(len(printable(line).splitlines()) == 1 for line in held.refusals), "refuses in several lines")
    if not held.refusals:
        _says_what_is_judged(json.loads(text))


def _says_what_is_judged(plan: Any) -> None:
    """Raises Defect unless both queues are planned under their names, kept as long as the file says."""
    planned = {each["address"]: each["change"] for each in plan["resource_changes"] if "deposed" not in each}
    queue, other = (planned[f"aws_sqs_queue.{name}"]["after"] for name in "ab")
    require(queue["name"] == "q" and other["name"] == "b", "takes another name for the judged one")
    require(str(queue["message_retention_seconds"]) in ("60", "60.0"), "takes another number for the judged one")
    require(not queue.get("policy") and not other.get("policy"), "passes over a policy that nobody wrote")


def seeds() -> Iterator[bytes]:
    """A first plan, and one in which the queues are there."""
    first = {"actions": ["create"], "before": None}
    arn = "arn:aws:sqs:us-east-1:1:b"
    unknown = {"after_unknown": {"arn": True, "id": True, "redrive_policy": True}}
    a = {"name": "q", "message_retention_seconds": 60, **DEFAULTS}
    yield _plan({**first, **unknown, "after": a}, {**first, **unknown, "after": {"name": "b", **DEFAULTS}})
    there = {"actions": ["no-op"], "after_unknown": {}}
    a, b = a | {"redrive_policy": json.dumps({"arn": arn}), "arn": "arn:a"}, {"name": "b", "arn": arn, **DEFAULTS}
    yield _plan({**there, "before": a, "after": a}, {**there, "before": b, "after": b})


def _plan(*changes: dict[str, Any]) -> bytes:
    entries = [
        {"address": f"aws_sqs_queue.{name}", "mode": "managed", "type": "aws_sqs_queue", "change": change}
        for name, change in zip("ab", changes, strict=True)
    ]
    outputs = {"name": {"actions": ["no-op"], "after": "q", "after_unknown": False}}
    head = {"format_version": "1.2", "errored": False, "complete": True, "variables": {"account_id": {"value": "1"}}}
    return json.dumps({**head, "resource_changes": entries, "output_changes": outputs}).encode()

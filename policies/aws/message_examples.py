"""Edits of topics, queues and events, and the examples that they start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.core.examples.edit import Address, Draft, Edit, Values, merged
from policies.core.examples.named_edits import append
from policies.core.expressions import ACCOUNT, REGION

QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:example"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:operations"
BUS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/fraud-detection"
ELSEWHERE = "arn:aws:sqs:us-east-1:111122223333:elsewhere"


def transport(action: str, arn: str) -> dict[str, Any]:
    """The statement that refuses plain transport."""
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    return {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": arn, "Condition": condition}


def sender(service: str, action: str, arn: str, **condition: Mapping[str, Any]) -> dict[str, Any]:
    """A statement that lets a service of this account in."""
    bound = {"StringEquals": {"aws:SourceAccount": ACCOUNT}, **condition}
    principal = {"Service": service}
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": arn, "Condition": bound}


EVENTS = sender("events.amazonaws.com", "sqs:SendMessage", QUEUE, ArnEquals={"aws:SourceArn": [BUS]})
ALARMS = sender(
    "cloudwatch.amazonaws.com",
    "sns:Publish",
    TOPIC,
    ArnLike={"aws:SourceArn": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"},
)


def document(*statements: Mapping[str, Any]) -> dict[str, Any]:
    """A policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def one_more(statement: Mapping[str, Any], **changes: Any) -> Edit:
    """One more statement in the policy, changed in this; None takes an element away."""
    changed = {key: value for key, value in {**statement, **changes}.items() if value is not None}
    return append("policy", "Statement", item=changed)


def in_each(effect: str, patch: Values) -> Edit:
    """Merges a patch into each statement of this effect."""

    def plant(draft: Draft, at: Address) -> None:
        policy = draft[at]["policy"]
        policy["Statement"] = [
            merged(each, patch) if each["Effect"] == effect else each for each in policy["Statement"]
        ]

    return plant


def without(effect: str) -> Edit:
    """Drops each statement of this effect."""

    def plant(draft: Draft, at: Address) -> None:
        policy = draft[at]["policy"]
        policy["Statement"] = [each for each in policy["Statement"] if each["Effect"] != effect]

    return plant


def referring_to_itself(*keys: str) -> Edit:
    """Puts the resource's own ARN below these keys."""

    def plant(draft: Draft, at: Address) -> None:
        patch: Any = f"${{{at[0]}.{at[1]}.arn}}"
        for key in reversed(keys):
            patch = {key: patch}
        draft[at] = merged(draft[at], patch)

    return plant


def without_targets(draft: Draft, at: Address) -> None:
    """Takes a rule's targets away."""
    for address in [each for each in draft if each[0] == "aws_cloudwatch_event_target"]:
        if f".{at[1]}." in str(draft[address].get("rule")):
            del draft[address]

"""What the examples of policies on topics, queues and events are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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


def policy_of(*statements: Mapping[str, Any]) -> dict[str, Any]:
    """A policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}

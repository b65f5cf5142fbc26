"""What the examples of policies on topics, queues and events are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.mappings import FROM, FUNCTION, MAPPING, QUEUE, TO
from policies.core.examples import Values
from policies.core.expressions import ACCOUNT
from policies.requirements import DRAIN, OVERFLOW, REGION

QUEUE_ARN = f"arn:aws:sqs:{REGION}:{ACCOUNT}:example"
TOPIC_ARN = f"arn:aws:sns:{REGION}:{ACCOUNT}:operations"
BUS_ARN = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/fraud-detection"
ELSEWHERE = f"arn:aws:sqs:{REGION}:111122223333:elsewhere"


def deny_without_tls(action: str, arn: str) -> dict[str, Any]:
    """The statement that denies everyone an action without TLS."""
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    return {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": arn, "Condition": condition}


def allow_service(service: str, action: str, arn: str, **condition: Mapping[str, Any]) -> dict[str, Any]:
    """A statement that allows a service an action, for this account only."""
    bound = {"StringEquals": {"aws:SourceAccount": ACCOUNT}, **condition}
    principal = {"Service": service}
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": arn, "Condition": bound}


ALLOW_EVENTS = allow_service(
    "events.amazonaws.com", "sqs:SendMessage", QUEUE_ARN, ArnEquals={"aws:SourceArn": [BUS_ARN]}
)
ALLOW_ALARMS = allow_service(
    "cloudwatch.amazonaws.com",
    "sns:Publish",
    TOPIC_ARN,
    ArnLike={"aws:SourceArn": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"},
)


def policy_of(*statements: Mapping[str, Any]) -> dict[str, Any]:
    """A policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def handed_to_a_function(**queue: Any) -> dict[str, Values]:
    """A queue of these values, the function that its messages are handed to, and the mapping between them."""
    return {
        f"{QUEUE}.overflow": {"name": OVERFLOW, **queue},
        f"{FUNCTION}.drain": {"function_name": DRAIN, "timeout": 30, "reserved_concurrent_executions": 10},
        f"{MAPPING}.mapping": {FROM: f"${{{QUEUE}.overflow.arn}}", TO: f"${{{FUNCTION}.drain.arn}}"},
    }

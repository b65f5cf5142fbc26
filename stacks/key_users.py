"""The services that call KMS in their own name, each with its least actions and its bound.

Key policies cannot refer to what the key encrypts (it would be a cycle), so the encryption context names it.
"""

from collections.abc import Sequence
from typing import Any

from stacks.document import ACCOUNT, Statement
from stacks.settings import Settings

SEND = ["kms:GenerateDataKey", "kms:Decrypt"]


def log_groups(settings: Settings) -> Statement:
    """CloudWatch Logs encrypts and reads this account's log groups."""
    actions = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey"]
    groups = f"arn:aws:logs:{settings.region}:{ACCOUNT}:log-group:*"
    return _user(
        "LogGroups",
        f"logs.{settings.region}.amazonaws.com",
        [f"kms:{action}" for action in [*actions, "GenerateDataKeyWithoutPlaintext"]],
        {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
    )


def workflow_logs(settings: Settings) -> Statement:
    """The log delivery service reads what an encrypted workflow logs."""
    delivery = f"arn:aws:logs:{settings.region}:{ACCOUNT}:*"
    bound = {"StringEquals": {"kms:EncryptionContext:SourceArn": delivery}}
    return _user("WorkflowLogs", "delivery.logs.amazonaws.com", ["kms:Decrypt"], bound)


def event_bus(name: str, settings: Settings) -> list[Statement]:
    """EventBridge keeps the events of this bus encrypted, and matches rules against them.

    Looking at a key carries no encryption context, so that has a statement of its own.
    """
    bus = f"arn:aws:events:{settings.region}:{ACCOUNT}:event-bus/{name}"
    bound = _from_account({"kms:EncryptionContext:aws:events:event-bus:arn": bus})
    return [
        _user("EventBusKey", "events.amazonaws.com", ["kms:DescribeKey"], _from_account({"aws:SourceArn": bus})),
        _user("EventBus", "events.amazonaws.com", SEND, bound),
    ]


def events_into_queues(names: Sequence[str], settings: Settings) -> Statement:
    """EventBridge delivers into these encrypted queues."""
    queues = [f"arn:aws:sqs:{settings.region}:{ACCOUNT}:{name}" for name in names]
    return _user(
        "EventTargets", "events.amazonaws.com", SEND, _from_account({"kms:EncryptionContext:aws:sqs:arn": queues})
    )


def alarms_into_topic(name: str, settings: Settings) -> Statement:
    """CloudWatch alarms publish to this encrypted topic."""
    topic = f"arn:aws:sns:{settings.region}:{ACCOUNT}:{name}"
    return _user(
        "Alarms", "cloudwatch.amazonaws.com", SEND, _from_account({"kms:EncryptionContext:aws:sns:topicArn": topic})
    )


def _from_account(context: dict[str, Any]) -> dict[str, Any]:
    return {"StringEquals": {"aws:SourceAccount": ACCOUNT, **context}}


def _user(sid: str, service: str, actions: list[str], bound: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": actions,
        "Resource": "*",
        "Condition": bound,
    }

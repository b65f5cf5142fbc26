"""The services that call KMS in their own name, each with its least actions and its bound.

Key policies cannot refer to what the key encrypts (it would be a cycle), so the encryption context names it, and with
it this account. No aws:SourceAccount beside it: AWS does not send that with each call of EventBridge.
"""

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
    return [
        _user("EventBusKey", "events.amazonaws.com", ["kms:DescribeKey"], {"StringEquals": {"aws:SourceArn": bus}}),
        _user("EventBus", "events.amazonaws.com", SEND, _of("aws:events:event-bus:arn", bus)),
    ]


def events_into_queue(name: str, settings: Settings) -> Statement:
    """EventBridge delivers into this encrypted queue; its name is part of the statement's, which is one of several."""
    sid = "Events" + name.title().replace("-", "")
    queue = f"arn:aws:sqs:{settings.region}:{ACCOUNT}:{name}"
    return _user(sid, "events.amazonaws.com", SEND, _of("aws:sqs:arn", queue))


def alarms_into_topic(name: str, settings: Settings) -> Statement:
    """CloudWatch alarms publish to this encrypted topic."""
    topic = f"arn:aws:sns:{settings.region}:{ACCOUNT}:{name}"
    return _user("Alarms", "cloudwatch.amazonaws.com", SEND, _of("aws:sns:topicArn", topic))


def _of(context: str, arn: str) -> dict[str, Any]:
    return {"StringEquals": {f"kms:EncryptionContext:{context}": arn}}


def _user(sid: str, service: str, actions: list[str], bound: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": actions,
        "Resource": "*",
        "Condition": bound,
    }

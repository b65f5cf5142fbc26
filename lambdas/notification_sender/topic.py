"""The topic that customers subscribe to, by e-mail and SMS."""

import json
from functools import cache
from typing import Any

import boto3

from lambdas.shared.clients import waiting

from .message import Message


@cache
def client(timeout_ms: int) -> Any:
    """Return this environment's one SNS client; making it takes 100 ms, so it waits for the first call."""
    return boto3.client("sns", config=waiting(timeout_ms))


def publish(message: Message, *, topic: str, client: Any) -> str:
    """Publish to the topic's ARN, each protocol with its own text, and return SNS's id of the message."""
    answer = client.publish(
        TopicArn=topic,
        Subject=message.subject,
        MessageStructure="json",
        Message=json.dumps({"default": message.sms, "email": message.email, "sms": message.sms}),
        MessageAttributes={"decision": {"DataType": "String", "StringValue": message.decision}},
    )
    return str(answer["MessageId"])

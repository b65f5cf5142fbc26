"""The topic that customers subscribe to, by e-mail and SMS."""

import json
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from .message import Message

# Two attempts of a second each at worst: the workflow gives the whole function only a little longer.
CONFIG = Config(connect_timeout=0.5, read_timeout=0.5, retries={"total_max_attempts": 2, "mode": "standard"})


@cache
def client() -> Any:
    """Return this environment's one SNS client; making it takes 100 ms, so it waits for the first call."""
    return boto3.client("sns", config=CONFIG)


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

"""The topic that customers subscribe to, by e-mail and SMS; each subscription chooses by a message's attributes."""

import json
from functools import cache
from typing import Any

import boto3

from lambdas.shared.clients import waiting

from .message import Message

# A message has a text for each.
CHANNELS = ("email", "sms")


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
        MessageAttributes=_attributes(message),
    )
    return str(answer["MessageId"])


def _attributes(message: Message) -> dict[str, dict[str, str]]:
    """What subscriptions are filtered by; a customer who is not known is left out, since no attribute may be empty."""
    customer = {"customer": _attribute("String", message.customer)} if message.customer else {}
    return {
        "channel": _attribute("String.Array", json.dumps(CHANNELS)),
        "severity": _attribute("String", message.severity),
        **customer,
    }


def _attribute(kind: str, value: str) -> dict[str, str]:
    return {"DataType": kind, "StringValue": value}

"""The topic that customers subscribe to, by e-mail and SMS; each subscription chooses by a message's attributes."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import boto3

from lambdas.shared.clients import waiting

from .message import Message

# A message has a text for each. What is for one customer has channels that no common subscription chooses.
CHANNELS, OWN_CHANNELS = ("email", "sms"), ("own-email", "own-sms")


@cache
def client(timeout_ms: int) -> Any:
    """Return this environment's one SNS client; making it takes 100 ms, so it waits for the first call."""
    return boto3.client("sns", config=waiting(timeout_ms))


def publish(messages: Sequence[Message], *, topic: str, client: Any) -> str:
    """Publish all to the topic's ARN in one call, and return SNS's id of the last one.

    ConnectionError where one was not taken: a workflow that tries again sends all of them again.
    """
    entries = [_entry(str(place), message) for place, message in enumerate(messages)]
    answer = client.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    if answer.get("Failed"):
        raise ConnectionError("SNS: a message of a batch was not taken; the workflow sends the batch again")
    return str(answer["Successful"][-1]["MessageId"])


def _entry(place: str, message: Message) -> dict[str, Any]:
    """A message of a batch, each protocol with its own text."""
    return {
        "Id": place,
        "Subject": message.subject,
        "MessageStructure": "json",
        "Message": json.dumps({"default": message.sms, "email": message.email, "sms": message.sms}),
        "MessageAttributes": _attributes(message),
    }


def _attributes(message: Message) -> dict[str, dict[str, str]]:
    """What subscriptions are filtered by; the common message names no customer, since no attribute may be empty."""
    customer = {"customer": _attribute("String", message.customer)} if message.customer else {}
    return {
        "channel": _attribute("String.Array", json.dumps(OWN_CHANNELS if message.customer else CHANNELS)),
        "severity": _attribute("String", message.severity),
        **customer,
    }


def _attribute(kind: str, value: str) -> dict[str, str]:
    return {"DataType": kind, "StringValue": value}

"""One message goes to the topic, with a text per protocol."""

import json
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError

from lambdas.notification_sender import topic
from lambdas.notification_sender.message import Message
from tests.lambdas import services
from tests.lambdas.recorder import Recorder

ARN = "arn:aws:sns:us-east-1:000000000000:fraud-alerts"
MESSAGE = Message(
    severity="decline", customer="c-42", again=False, subject="Card transaction: decline", email="Dear é", sms="Hi"
)
SEVERITY = {"DataType": "String", "StringValue": "decline"}
CHANNEL = {"DataType": "String.Array", "StringValue": '["email", "sms"]'}


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the topic."""
    monkeypatch.setenv("TOPIC_ARN", ARN)


def test_a_message_is_published_once_with_what_subscriptions_choose_it_by(aws: Recorder) -> None:
    aws.answers["Publish"] = services.published("m-1")
    assert topic.publish(MESSAGE, topic=ARN, client=topic.client(400)) == "m-1"
    assert aws.asked == [
        {
            "TopicArn": ARN,
            "Subject": "Card transaction: decline",
            "MessageStructure": "json",
            "Message": json.dumps({"default": "Hi", "email": "Dear é", "sms": "Hi"}),
            "MessageAttributes": {
                "channel": CHANNEL,
                "severity": SEVERITY,
                "customer": {"DataType": "String", "StringValue": "c-42"},
            },
        }
    ]


def test_where_no_customer_is_known_none_is_named_since_an_attribute_cannot_be_empty(aws: Recorder) -> None:
    aws.answers["Publish"] = services.published("m-1")
    topic.publish(replace(MESSAGE, customer=""), topic=ARN, client=topic.client(400))
    assert aws.asked[0]["MessageAttributes"] == {"channel": CHANNEL, "severity": SEVERITY}


def test_a_refusal_of_the_topic_is_the_callers_to_handle(aws: Recorder) -> None:
    aws.answers["Publish"] = services.refused("AuthorizationError")
    with pytest.raises(ClientError, match="AuthorizationError"):
        topic.publish(MESSAGE, topic=ARN, client=topic.client(400))

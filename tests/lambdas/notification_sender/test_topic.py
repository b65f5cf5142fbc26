"""One message goes to the topic, with a text per protocol."""

import json

import pytest
from botocore.exceptions import ClientError

from lambdas.notification_sender import topic
from lambdas.notification_sender.message import Message
from tests.lambdas import services
from tests.lambdas.recorder import Recorder

ARN = "arn:aws:sns:us-east-1:000000000000:fraud-alerts"
MESSAGE = Message(decision="decline", again=False, subject="Card transaction: decline", email="Dear é", sms="Hi")


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the topic."""
    monkeypatch.setenv("TOPIC_ARN", ARN)


def test_a_message_is_published_once_with_its_decision_as_attribute(aws: Recorder) -> None:
    aws.answers["Publish"] = services.published("m-1")
    assert topic.publish(MESSAGE, topic=ARN, client=topic.client(400)) == "m-1"
    assert aws.asked == [
        {
            "TopicArn": ARN,
            "Subject": "Card transaction: decline",
            "MessageStructure": "json",
            "Message": json.dumps({"default": "Hi", "email": "Dear é", "sms": "Hi"}),
            "MessageAttributes": {"decision": {"DataType": "String", "StringValue": "decline"}},
        }
    ]


def test_a_refusal_of_the_topic_is_the_callers_to_handle(aws: Recorder) -> None:
    aws.answers["Publish"] = services.refused("AuthorizationError")
    with pytest.raises(ClientError, match="AuthorizationError"):
        topic.publish(MESSAGE, topic=ARN, client=topic.client(400))

"""Messages go to the topic in one call, each with a text per protocol."""

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


def test_what_is_for_one_customer_has_channels_that_no_common_subscription_chooses(aws: Recorder) -> None:
    aws.answers["PublishBatch"] = services.published("m-1", "m-2")
    common = replace(MESSAGE, customer="", email="Dear all")
    assert topic.publish([MESSAGE, common], topic=ARN, client=topic.client(400)) == "m-2"
    (asked,) = aws.asked
    own, for_all = asked["PublishBatchRequestEntries"]
    assert asked["TopicArn"] == ARN
    assert own == {
        "Id": "0",
        "Subject": "Card transaction: decline",
        "MessageStructure": "json",
        "Message": json.dumps({"default": "Hi", "email": "Dear é", "sms": "Hi"}),
        "MessageAttributes": {
            "channel": {"DataType": "String.Array", "StringValue": '["own-email", "own-sms"]'},
            "severity": SEVERITY,
            "customer": {"DataType": "String", "StringValue": "c-42"},
        },
    }
    assert (for_all["Id"], "Dear all" in for_all["Message"]) == ("1", True)
    assert for_all["MessageAttributes"] == {"channel": CHANNEL, "severity": SEVERITY}


@pytest.mark.parametrize("messages", [["m-1", None], [None, "m-2"], [None, None]])
def test_one_message_of_two_that_is_refused_is_an_error_after_which_both_are_sent_again(
    aws: Recorder, messages: list[str | None]
) -> None:
    aws.answers["PublishBatch"] = services.published(*messages)
    told = "^SNS: a message of a batch was not taken; the workflow sends the batch again$"
    with pytest.raises(ConnectionError, match=told):
        topic.publish([MESSAGE, MESSAGE], topic=ARN, client=topic.client(400))


def test_a_refusal_of_the_topic_is_the_callers_to_handle(aws: Recorder) -> None:
    aws.answers["PublishBatch"] = services.refused("AuthorizationError")
    with pytest.raises(ClientError, match="AuthorizationError"):
        topic.publish([MESSAGE], topic=ARN, client=topic.client(400))

"""One message goes to the topic, with a text per protocol."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from lambdas.notification_sender import topic
from lambdas.notification_sender.message import Message

ARN = "arn:aws:sns:us-east-1:000000000000:fraud-alerts"
MESSAGE = Message(decision="decline", subject="Card transaction: decline", email="Dear é", sms="Hi")


def sns() -> Any:
    return boto3.client(
        "sns",
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",  # noqa: S106
    )


def test_a_message_is_published_once_with_its_decision_as_attribute() -> None:
    client = sns()
    with Stubber(client) as stub:
        stub.add_response(
            "publish",
            {"MessageId": "m-1"},
            {
                "TopicArn": ARN,
                "Subject": "Card transaction: decline",
                "MessageStructure": "json",
                "Message": json.dumps({"default": "Hi", "email": "Dear é", "sms": "Hi"}),
                "MessageAttributes": {"decision": {"DataType": "String", "StringValue": "decline"}},
            },
        )
        assert topic.publish(MESSAGE, topic=ARN, client=client) == "m-1"
        stub.assert_no_pending_responses()


def test_a_refusal_of_the_topic_is_the_callers_to_handle() -> None:
    client = sns()
    with Stubber(client) as stub:
        stub.add_client_error(
            "publish",
            "AuthorizationError",
            expected_params={
                "TopicArn": ARN,
                "Subject": ANY,
                "MessageStructure": "json",
                "Message": ANY,
                "MessageAttributes": ANY,
            },
        )
        with pytest.raises(ClientError, match="AuthorizationError"):
            topic.publish(MESSAGE, topic=ARN, client=client)


def test_the_client_is_made_once_and_gives_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    topic.client.cache_clear()
    try:
        client = topic.client()
        assert client is topic.client()
        limits = client.meta.config
        assert (limits.connect_timeout, limits.read_timeout, limits.retries["total_max_attempts"]) == (0.5, 0.5, 2)
    finally:
        topic.client.cache_clear()

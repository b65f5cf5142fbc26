"""The handler reads templates by their parameters' names and publishes to the topic of its environment."""

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from lambdas.notification_sender import handler as module
from tests.lambdas import services
from tests.lambdas.levels import check_levels
from tests.lambdas.recorder import Answer, Recorder

EMAIL, SMS, TOPIC = "/fraud-detection/email", "/fraud-detection/sms", "arn:aws:sns:us-east-1:000000000000:fraud-alerts"
CODE = "852e4c02-a40f-477e-9084-2551d43db31d04d0f670"
NUMBERS = {"CALL_TIMEOUT_MS": "400", "PARAMETER_CACHE_SECONDS": "300"}
EVENT: dict[str, dict[str, object]] = {
    "transaction": {
        "transaction_id": "t-1",
        "amount_text": "6000.00",
        "currency": "USD",
        "card_token": "tok_a1b2c3d4",
        "merchant_id": "m-7",
        "country": "US",
    },
    "analysis": {"decision": "review"},
}


@pytest.fixture
def calls(aws: Recorder, monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """What AWS is asked for."""
    names = {"EMAIL_TEMPLATE_PARAMETER": EMAIL, "SMS_TEMPLATE_PARAMETER": SMS, "TOPIC_ARN": TOPIC}
    for name, value in {**names, **NUMBERS}.items():
        monkeypatch.setenv(name, value)
    templates = services.parameters({EMAIL: "Long: $amount", SMS: "Short: $amount"})
    aws.answers.update(GetParameters=templates, PublishBatch=services.published("m-1"))
    return aws.asked


def test_the_answer_is_the_messages_id(calls: list[Mapping[str, Any]]) -> None:
    assert module.handler(EVENT, None) == {"message_id": "m-1"}
    assert calls[1]["TopicArn"] == TOPIC
    assert '"email": "Long: 6000.00"' in calls[1]["PublishBatchRequestEntries"][0]["Message"]
    assert '"sms": "Short: 6000.00"' in calls[1]["PublishBatchRequestEntries"][0]["Message"]


def test_the_templates_are_read_once_for_many_messages(calls: list[Mapping[str, Any]]) -> None:
    module.handler(EVENT, None)
    module.handler(EVENT, None)
    assert [call["Names"] for call in calls if "Names" in call] == [[EMAIL, SMS]]
    assert len(calls) == 3


@pytest.mark.parametrize("decision", ["review", "decline"])
def test_the_log_holds_the_decision_and_nothing_of_the_transaction(
    decision: str, calls: list[Mapping[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    module.handler({**EVENT, "analysis": {"decision": decision}}, None)
    assert [record.getMessage() for record in caplog.records] == [f"published a message: {decision}"]
    assert calls


def test_the_log_is_the_functions_own_at_the_level_of_its_environment() -> None:
    check_levels(module)


def test_templates_that_cannot_be_read_again_are_told_in_the_log(
    calls: list[Mapping[str, Any]],
    aws: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    module.handler(EVENT, None)
    aws.answers["GetParameters"] = services.silent
    now[0] += 299
    module.handler(EVENT, None)
    assert not any(record.levelname == "WARNING" for record in caplog.records)
    now[0] += 1
    module.handler(EVENT, None)
    (warning,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert warning == "parameters were not refreshed (ConnectTimeoutError); the known ones are used"
    assert calls


@pytest.mark.parametrize("failure", [services.silent, services.refused("InternalError")])
def test_a_publication_that_fails_is_tried_once_and_left_to_the_workflow(
    calls: list[Mapping[str, Any]], aws: Recorder, failure: Answer
) -> None:
    sent = []

    def failing(asked: Mapping[str, Any]) -> tuple[int, bytes]:
        sent.append(asked)
        return failure(asked)

    aws.answers["PublishBatch"] = failing
    with pytest.raises((ClientError, ConnectTimeoutError)):
        module.handler(EVENT, None)
    assert len(sent) == 1
    assert calls


def test_the_log_tells_what_an_earlier_attempt_may_have_published_too(
    calls: list[Mapping[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    module.handler({**EVENT, "earlier_attempts": 1}, None)
    record = caplog.records[-1]
    assert record.levelname == "WARNING"
    assert record.getMessage() == "an earlier attempt may have published the same message"
    assert calls


@pytest.mark.parametrize("number", NUMBERS)
def test_an_environment_with_a_number_that_is_none_is_an_error_that_names_it(
    calls: list[Mapping[str, Any]], monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv(number, "soon")
    with pytest.raises(ValueError, match=f"{number}: not a whole number"):
        module.handler(EVENT, None)
    assert calls == []


@pytest.mark.parametrize("missing", ["EMAIL_TEMPLATE_PARAMETER", "SMS_TEMPLATE_PARAMETER", "TOPIC_ARN", *NUMBERS])
def test_an_environment_without_a_variable_is_an_error_that_names_it(
    calls: list[Mapping[str, Any]], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.delenv(missing)
    with pytest.raises(KeyError, match=missing):
        module.handler(EVENT, None)
    assert not any("Message" in call for call in calls)


def test_the_code_is_in_the_customer_s_own_message_alone_and_in_no_line_of_the_log(
    calls: list[Mapping[str, Any]],
    aws: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SMS_TEMPLATE_PARAMETER", f"{SMS}-2")
    monkeypatch.setenv("EMAIL_TEMPLATE_PARAMETER", f"{EMAIL}-2")
    linked = "Paid $amount.\nNot you? https://shop.example/not-me#$not_me"
    aws.answers.update(GetParameters=services.parameters({f"{EMAIL}-2": linked, f"{SMS}-2": linked}))
    module._templates.cache_clear()
    event = {**EVENT, "transaction": {**EVENT["transaction"], "customer_token": "c-42"}, "code": CODE}
    module.handler(event, None)
    own, common = calls[-1]["PublishBatchRequestEntries"]
    assert json.loads(own["Message"])["email"] == f"Paid 6000.00.\nNot you? https://shop.example/not-me#t-1.{CODE}"
    assert json.loads(common["Message"]) == dict.fromkeys(("default", "email", "sms"), "Paid 6000.00.")
    assert CODE not in json.dumps([*calls[:-1], common, [record.getMessage() for record in caplog.records]])

"""What the command takes for a failure of the system, where a local AWS cannot be made to fail."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from redrive import system
from redrive.deeds import Publish
from redrive.system import Result, perform

QUEUE = "arn:aws:sqs:us-east-1:123456789012:transaction-dead-letters"


class Bus:
    """A bus that refuses so many of the entries."""

    def __init__(self, failed: int) -> None:
        self.failed = failed

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803 - boto3's name
        entry = {"ErrorCode": "InternalException", "ErrorMessage": Entries[0]["Detail"]} if self.failed else {}
        return {"FailedEntryCount": self.failed, "Entries": [entry]}


class Refusing:
    """A bus that answers with an error, which repeats what was sent."""

    def __init__(self, code: str, status: int = 400) -> None:
        self.code, self.status = code, status

    def put_events(self, Entries: list[dict[str, Any]]) -> None:  # noqa: N803 - boto3's name
        answer: Any = {"Error": {"Code": self.code, "Message": Entries[0]["Detail"]}}
        raise ClientError(answer | {"ResponseMetadata": {"HTTPStatusCode": self.status}}, "PutEvents")


class Silent:
    """A bus that does not answer."""

    def put_events(self, **_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="https://events.example")


def test_an_event_that_the_bus_refuses_is_a_failure_that_tells_its_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Bus(1))
    done = perform(Publish({"merchant_id": "m-7"}), QUEUE)
    assert done == Result("failed", "the bus refused the event (InternalException)")
    monkeypatch.setattr(system, "client", lambda _: Bus(0))
    assert perform(Publish({}), QUEUE) == Result("done", "event published")


@pytest.mark.parametrize("code", ["InvalidRequestContentException", "ValidationException", "InvalidMessageContents"])
def test_a_letter_that_aws_will_never_take_is_left_and_its_content_is_not_told(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing(code))
    done = perform(Publish({"merchant_id": "m-7"}), QUEUE)
    assert done == Result("left", f"was refused by AWS ({code}); settle it by hand")


@pytest.mark.parametrize("code", ["ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded"])
def test_what_is_asked_too_often_fails_for_now(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing(code))
    assert perform(Publish({"merchant_id": "m-7"}), QUEUE) == Result("failed", f"AWS answered {code}")


@pytest.mark.parametrize("status", [500, 503])
def test_a_trouble_of_aws_fails_for_now(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing("Odd", status))
    assert perform(Publish({"merchant_id": "m-7"}), QUEUE) == Result("failed", "AWS answered Odd")


def test_an_answer_that_does_not_come_fails_for_now_and_tells_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Silent())
    done = perform(Publish({"merchant_id": "m-7"}), QUEUE)
    assert done == Result("failed", "AWS did not answer (ReadTimeoutError)")


@pytest.mark.parametrize("code", ["AccessDeniedException", "ExpiredTokenException", "ResourceNotFoundException"])
def test_a_refusal_that_any_letter_would_get_ends_the_run(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing(code))
    with pytest.raises(ClientError):
        perform(Publish({"merchant_id": "m-7"}), QUEUE)

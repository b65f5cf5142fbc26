"""What the command takes for a failure of the system, where a local AWS cannot be made to fail."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from redrive import system
from redrive.deeds import Publish
from redrive.system import Done, Failed, perform

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

    def __init__(self, code: str) -> None:
        self.code = code

    def put_events(self, Entries: list[dict[str, Any]]) -> None:  # noqa: N803 - boto3's name
        raise ClientError({"Error": {"Code": self.code, "Message": Entries[0]["Detail"]}}, "PutEvents")


def test_an_event_that_the_bus_refuses_is_a_failure_that_tells_its_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Bus(1))
    with pytest.raises(Failed) as failure:
        perform(Publish({"merchant_id": "m-7"}), queue_arn=QUEUE)
    assert str(failure.value) == "the bus refused the event (InternalException)"
    monkeypatch.setattr(system, "client", lambda _: Bus(0))
    assert perform(Publish({}), queue_arn=QUEUE) == Done(True, "event published")


@pytest.mark.parametrize("code", ["InvalidRequestContentException", "ValidationException", "InvalidMessageContents"])
def test_a_letter_that_aws_will_never_take_is_left_and_its_content_is_not_told(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing(code))
    done = perform(Publish({"merchant_id": "m-7"}), queue_arn=QUEUE)
    assert done == Done(False, f"was refused by AWS ({code}); settle it by hand")


@pytest.mark.parametrize("code", ["AccessDeniedException", "ThrottlingException", "ResourceNotFoundException"])
def test_a_refusal_that_any_letter_would_get_ends_the_run(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing(code))
    with pytest.raises(ClientError):
        perform(Publish({"merchant_id": "m-7"}), queue_arn=QUEUE)

"""What the command takes for a failure of the system, where a local AWS cannot be made to fail."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from redrive import system
from redrive.deeds import Forget, Notify, Publish, Review, Start
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


class Aws:
    """Services that answer each call as it is named here; `asked` are the service, the call and what it was given."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    def client(self, service: str) -> "Service":
        return Service(self, service)


class Service:
    """One service of these."""

    def __init__(self, aws: Aws, name: str) -> None:
        self._aws, self._name = aws, name

    def __getattr__(self, call: str) -> Callable[..., Any]:
        def answer(**given: Any) -> Any:
            self._aws.asked.append((self._name, call, given))
            return self._aws.answers[call]

        return answer


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Aws]:
    """The system with these answers."""

    def answering(**answers: Any) -> Aws:
        aws = Aws(**answers)
        monkeypatch.setattr(system, "client", aws.client)
        return aws

    return answering


@pytest.mark.parametrize("client", ["", "k7client01"])
def test_a_payment_is_started_in_the_account_and_region_of_its_letter_and_named_by_its_client(
    client: str, deployed: Callable[..., Aws]
) -> None:
    output = {"status": "decided", "decision": "approve", "duplicate": False}
    aws = deployed(start_sync_execution={"status": "SUCCEEDED", "output": json.dumps(output)})
    assert perform(Start({"amount": 1.5}, client), QUEUE) == Result("done", "decided: approve")
    ((service, call, given),) = aws.asked
    name = given.pop("name", "")
    machine = "arn:aws:states:us-east-1:123456789012:stateMachine:transaction-processing"
    assert (service, call) == ("stepfunctions", "start_sync_execution")
    assert given == {"stateMachineArn": machine, "input": '{"amount": 1.5}'}
    assert re.fullmatch(rf"{client}_[0-9a-f-]{{36}}" if client else "", name)


@pytest.mark.parametrize(
    ("output", "result"),
    [
        (
            {"status": "decided", "decision": "decline", "duplicate": True},
            Result("done", "decided: decline, as before"),
        ),
        (
            {"status": "accepted"},
            Result("done", "accepted: no function has time, and it waits in the queue to be decided"),
        ),
        ({"status": "rejected"}, Result("left", "was refused by the validator; settle it by hand")),
        (
            {"status": "conflict"},
            Result("left", "another transaction is stored under this id; settle it by hand"),
        ),
    ],
)
def test_what_the_workflow_says_of_a_payment_is_what_came_of_it(
    output: dict[str, Any], result: Result, deployed: Callable[..., Aws]
) -> None:
    deployed(start_sync_execution={"status": "SUCCEEDED", "output": json.dumps(output)})
    assert perform(Start({}), QUEUE) == result


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": "FAILED", "error": "TransactionNotStored"}, "FAILED (TransactionNotStored)"),
        ({"status": "TIMED_OUT"}, "TIMED_OUT (no error named)"),
    ],
)
def test_a_workflow_that_fails_says_by_which_error(
    answer: dict[str, str], why: str, deployed: Callable[..., Aws]
) -> None:
    deployed(start_sync_execution=answer)
    assert perform(Start({}), QUEUE) == Result("failed", f"the workflow ended as {why}")


def test_a_letter_that_names_no_client_has_none() -> None:
    assert Start({}).client == ""


def test_an_event_is_put_on_the_bus_as_the_workflow_puts_it(deployed: Callable[..., Aws]) -> None:
    aws = deployed(put_events={"FailedEntryCount": 0, "Entries": [{}]})
    assert perform(Publish({"amount": 1.5}), QUEUE) == Result("done", "event published")
    entry = {
        "EventBusName": "fraud-detection",
        "Source": "fraud.detection",
        "DetailType": "TransactionAnalyzed",
        "Detail": '{"amount": 1.5}',
    }
    assert aws.asked == [("events", "put_events", {"Entries": [entry]})]


def test_an_event_that_is_refused_without_a_code_is_a_failure_too(deployed: Callable[..., Aws]) -> None:
    deployed(put_events={"FailedEntryCount": 1, "Entries": [{}]})
    assert perform(Publish({}), QUEUE) == Result("failed", "the bus refused the event (no error named)")


NOTICE = {"transaction": {"transaction_id": "t-1"}, "analysis": {"decision": "review"}, "earlier_attempts": 1}


def test_a_customer_is_notified_with_a_code_that_was_noted_first(deployed: Callable[..., Aws]) -> None:
    aws = deployed(update_item={}, invoke={"StatusCode": 200})
    assert perform(Notify(NOTICE), QUEUE) == Result("done", "customer notified")
    noted, told = aws.asked
    assert noted[:2] == ("dynamodb", "update_item")
    assert noted[2]["Key"]["transaction_id"] == {"S": "t-1"}
    assert (told[:2], told[2]["FunctionName"]) == (("lambda", "invoke"), "notification-sender")
    payload = json.loads(told[2]["Payload"])
    assert payload.pop("code")
    assert payload == NOTICE


def test_a_function_that_fails_has_told_nobody(deployed: Callable[..., Aws]) -> None:
    deployed(update_item={}, invoke={"StatusCode": 200, "FunctionError": "Unhandled"})
    assert perform(Notify(NOTICE), QUEUE) == Result("failed", "notification-sender failed (Unhandled)")


def test_what_reviewers_never_got_is_sent_to_their_queue(deployed: Callable[..., Aws]) -> None:
    aws = deployed(get_queue_url={"QueueUrl": "https://queue"}, send_message={})
    assert perform(Review({"detail": {"amount": 1.5}}), QUEUE) == Result("done", "back in the review queue")
    assert aws.asked == [
        ("sqs", "get_queue_url", {"QueueName": "transaction-review"}),
        ("sqs", "send_message", {"QueueUrl": "https://queue", "MessageBody": '{"detail": {"amount": 1.5}}'}),
    ]


def test_what_is_only_forgotten_asks_aws_for_nothing(deployed: Callable[..., Aws]) -> None:
    aws = deployed()
    assert perform(Forget(), QUEUE) == Result("done", "nothing is left to be done")
    assert aws.asked == []


def test_an_event_that_the_bus_refuses_is_a_failure_that_tells_its_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "client", lambda _: Bus(1))
    done = perform(Publish({"merchant_id": "m-7"}), QUEUE)
    assert done == Result("failed", "the bus refused the event (InternalException)")
    monkeypatch.setattr(system, "client", lambda _: Bus(0))
    assert perform(Publish({}), QUEUE) == Result("done", "event published")


@pytest.mark.parametrize(
    "code",
    [
        *("InvalidExecutionInput", "InvalidMessageContents", "InvalidRequestContentException"),
        *("RequestTooLargeException", "ValidationException"),
    ],
)
def test_a_letter_that_aws_will_never_take_is_left_and_its_content_is_not_told(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "client", lambda _: Refusing(code))
    done = perform(Publish({"merchant_id": "m-7"}), QUEUE)
    assert done == Result("left", f"was refused by AWS ({code}); settle it by hand")


@pytest.mark.parametrize(
    "code",
    [
        *("KmsThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"),
        *("Throttling", "ThrottlingException", "TooManyRequestsException"),
    ],
)
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


@pytest.mark.parametrize("metadata", [{}, {"ResponseMetadata": {}}, {"ResponseMetadata": {"HTTPStatusCode": 499}}])
def test_an_answer_without_a_status_of_trouble_ends_the_run(
    metadata: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        answer: Any = {"Error": {"Code": "Odd", "Message": ""}} | metadata
        raise ClientError(answer, "PutEvents")

    monkeypatch.setattr(system, "client", refuse)
    with pytest.raises(ClientError):
        perform(Publish({}), QUEUE)

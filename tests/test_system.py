"""The parts together: the synthesized workflow runs the real functions against a table that keeps to its keys."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lambdas.fraud_analyzer import handler as analyzer
from lambdas.fraud_analyzer import parameters as analyzer_parameters
from lambdas.notification_sender import handler as notifier
from lambdas.notification_sender import parameters as notifier_parameters
from lambdas.notification_sender import topic
from lambdas.transaction_validator import handler as validator
from tests.stacks.interpreter import Failed, Run

BODY = {
    "transaction_id": "t-1",
    "amount": 12.5,
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-77",
    "terminal_id": "t-12",
    "country": "US",
}
VALUES = {
    "/fraud-detection/ml-model-endpoint": "local",
    "/fraud-detection/notification-template/email": "$amount $currency at $merchant_id: $decision",
    "/fraud-detection/notification-template/sms": "$amount $currency: $decision",
}
Send = Callable[..., Any]


class Table:
    """DynamoDB's table as far as the workflow uses it: a condition looks at the item of that exact key only."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}

    def write(self, asked: dict[str, Any]) -> dict[str, Any]:
        puts = {self._key(each["Put"]["Item"]): each["Put"] for each in asked["TransactItems"]}
        for key, put in puts.items():
            assert put["ConditionExpression"] == "attribute_not_exists(transaction_id)"
            if key in self.items:
                raise Failed("DynamoDb.TransactionCanceledException")
        self.items |= {key: put["Item"] for key, put in puts.items()}
        return {}

    def settle(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert asked["UpdateExpression"] == "SET settled = :settled"
        key = self._key(asked["Key"])
        if key not in self.items:
            raise Failed("DynamoDB.ConditionalCheckFailedException")
        self.items[key] = {**self.items[key], "settled": asked["ExpressionAttributeValues"][":settled"]}
        return {}

    def read(self, asked: dict[str, Any]) -> dict[str, Any]:
        item = self.items.get(self._key(asked["Key"]))
        return {"Item": item} if item else {}

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [item for (_, timestamp), item in self.items.items() if timestamp != "0"]

    @staticmethod
    def _key(item: dict[str, Any]) -> tuple[str, str]:
        return item["transaction_id"]["S"], item["timestamp"]["N"]


class Ended(Exception):
    """The execution is over: its time, or its host."""


class Events:
    """What was published; while it is down, an execution ends here and no state hears of it."""

    def __init__(self) -> None:
        self.details: list[dict[str, Any]] = []
        self.down = False

    def publish(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self.down:
            raise Ended
        self.details += [entry["Detail"] for entry in asked["Entries"]]
        return {}


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def alerts(monkeypatch: pytest.MonkeyPatch, synthesized: Path) -> Iterator[list[dict[str, Any]]]:
    """What reaches the topic; every function has the environment that the stack gives it."""
    sent: list[dict[str, Any]] = []

    def publish(**message: Any) -> dict[str, str]:
        sent.append(message)
        return {"MessageId": "m-1"}

    def get_parameters(**asked: Any) -> dict[str, Any]:
        return {"Parameters": [{"Name": name, "Value": VALUES[name]} for name in asked["Names"]]}

    for module in (analyzer_parameters, notifier_parameters):
        monkeypatch.setattr(module, "client", lambda: SimpleNamespace(get_parameters=get_parameters))
    monkeypatch.setattr(topic, "client", lambda: SimpleNamespace(publish=publish))
    for name, value in environments(synthesized).items():
        monkeypatch.setenv(name, value)
    for cached in (analyzer._parameters, notifier._templates):
        cached.cache_clear()
    yield sent
    for cached in (analyzer._parameters, notifier._templates):
        cached.cache_clear()


def environments(synthesized: Path) -> dict[str, str]:
    """The functions' environments together, with each reference to a parameter resolved to its name."""
    resources = json.loads(synthesized.read_text())["resource"]
    names = {f"${{aws_ssm_parameter.{key}.name}}": each["name"] for key, each in resources["aws_ssm_parameter"].items()}
    found: dict[str, str] = {}
    for function in resources["aws_lambda_function"].values():
        found |= function["environment"]["variables"]
    return {name: names.get(value, value) for name, value in found.items()}


@pytest.fixture
def send(synthesized: Path, table: Table, events: Events, alerts: list[dict[str, Any]]) -> Send:
    (machine,) = json.loads(synthesized.read_text())["resource"]["aws_sfn_state_machine"].values()
    states = json.loads(machine["definition"])["States"]
    tasks = {
        "ValidateTransaction": lambda asked: {"Payload": validator.handler(asked["Payload"], None)},
        "AnalyzeTransaction": lambda asked: {"Payload": analyzer.handler(asked["Payload"], None)},
        "StoreTransaction": table.write,
        "ReadStoredDecision": table.read,
        "PublishEvent": events.publish,
        "SettleTransaction": table.settle,
        "SendNotification": lambda asked: {"Payload": notifier.handler(asked["Payload"], None)},
    }

    def sent(**changes: Any) -> Any:
        return Run(states, tasks).start({**BODY, "timestamp": time.time_ns() // 1_000_000, **changes})

    return sent


def test_a_small_payment_is_approved_stored_and_tells_nobody(send: Send, table: Table, alerts: list[Any]) -> None:
    answer = send()
    assert (answer["status"], answer["decision"], answer["duplicate"]) == ("decided", "approve", False)
    assert [row["amount"] for row in table.rows] == [{"N": "12.50"}]
    assert alerts == []


def test_more_than_five_thousand_is_reviewed_and_alerts(send: Send, table: Table, alerts: list[Any]) -> None:
    assert send(amount=5000.01)["decision"] == "review"
    (alert,) = alerts
    texts = json.loads(alert["Message"])
    assert "5000.01 USD" in texts["sms"]
    assert "review" in texts["email"]
    assert BODY["card_token"] not in alert["Message"]


def test_the_same_transaction_again_is_one_row_and_one_answer(
    send: Send, table: Table, events: Events, alerts: list[Any]
) -> None:
    first = send(amount=5000.01)
    for again in (send(amount=5000.01), send(amount=5000.01, timestamp=time.time_ns() // 1_000_000 - 1)):
        assert again == {**first, "duplicate": True}
    assert len(table.rows) == len(events.details) == len(alerts) == 1


def test_what_ended_between_storing_and_publishing_is_sent_by_the_next_request_and_by_no_other(
    send: Send, table: Table, events: Events, alerts: list[Any]
) -> None:
    first = time.time_ns() // 1_000_000 - 1_000
    events.down = True
    with pytest.raises(Ended):
        send(amount=5000.01, timestamp=first)
    events.down = False
    for again in (send(amount=5000.01), send(amount=5000.01)):
        assert (again["status"], again["decision"], again["duplicate"]) == ("decided", "review", True)
    assert len(table.rows) == len(alerts) == 1
    assert [detail["timestamp"] for detail in events.details] == [first]


def test_another_transaction_under_the_same_id_is_a_conflict(send: Send, table: Table) -> None:
    send()
    assert send(amount=13) == {"status": "conflict"}
    assert len(table.rows) == 1


def test_what_is_no_transaction_is_refused_with_all_its_faults_and_stored_nowhere(send: Send, table: Table) -> None:
    answer = send(amount=-1, currency="EUR", card_token="4111" + "1" * 12)
    assert answer["status"] == "rejected"
    assert {error["field"] for error in answer["errors"]} == {"amount", "currency", "card_token"}
    assert table.items == {}


def test_an_analysis_that_fails_leads_to_review(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_event: object, _context: object) -> dict[str, object]:
        raise Failed("LookupError")

    monkeypatch.setattr(analyzer, "handler", broken)
    answer = send()
    assert (answer["decision"], answer["reasons"]) == ("review", ["analysis_unavailable"])

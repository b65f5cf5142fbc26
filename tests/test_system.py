"""The parts together: the synthesized workflow runs the real functions against a table that keeps to its keys."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from lambdas.fraud_analyzer import handler as analyzer
from lambdas.notification_sender import handler as notifier
from lambdas.notification_sender import topic
from lambdas.shared import parameters
from lambdas.transaction_validator import handler as validator
from tests.chaos.attributes import written
from tests.lambdas.environments import environments, started
from tests.stacks.interpreter import STATE, Failed, Run

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
HISTORIES = "card-histories"
Send = Callable[..., Any]


class Histories:
    """The table of histories: what is known of cards and merchants, by key."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}

    def read(self, asked: dict[str, Any]) -> dict[str, Any]:
        (request,) = asked["RequestItems"].values()
        assert request["ConsistentRead"] is True
        known = [self.items.get(key["key"]["S"]) for key in request["Keys"]]
        return {"Responses": {HISTORIES: [item for item in known if item]}, "UnprocessedKeys": {}}

    def is_as_seen(self, update: dict[str, Any]) -> bool:
        assert update["ConditionExpression"] == "attribute_not_exists(seq) OR seq = :seen"
        item = self.items.get(update["Key"]["key"]["S"])
        return item is None or "seq" not in item or item["seq"] == update["ExpressionAttributeValues"][":seen"]

    def change(self, update: dict[str, Any]) -> None:
        values = update["ExpressionAttributeValues"]
        changed = {"state": values[":state"], "seq": values[":next"], "expires": values[":expires"]}
        key = update["Key"]["key"]
        self.items[key["S"]] = {**self.items.get(key["S"], {}), "key": key, **changed}

    def count(self, asked: dict[str, Any]) -> dict[str, Any]:
        key, values = asked["Key"]["key"], asked["ExpressionAttributeValues"]
        before = float(self.items.get(key["S"], {"weight": {"N": "0"}})["weight"]["N"])
        weight = {"N": str(before + float(values[":weight"]["N"]))}
        self.items[key["S"]] = {"key": key, "weight": weight, "expires": values[":expires"]}
        return {}


class Table:
    """DynamoDB's table as far as the workflow uses it: a condition looks at the item of that exact key only."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.histories = Histories()

    def write(self, asked: dict[str, Any]) -> dict[str, Any]:
        items = asked["TransactItems"]
        puts = {self._key(put): put for each in items for put in written(each)}
        updates = [each["Update"] for each in items if not written(each)]
        for each in items[:2]:
            assert next(iter(each.values()))["ConditionExpression"] == "attribute_not_exists(transaction_id)"
        for key in puts:
            if key in self.items:
                raise Failed("DynamoDb.TransactionCanceledException")
        if not all(map(self.histories.is_as_seen, updates)):
            raise Failed("DynamoDb.TransactionCanceledException")
        self.items |= puts
        for update in updates:
            self.histories.change(update)
        return {}

    def settle(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert asked["UpdateExpression"].startswith("SET settled = :settled")
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
def alerts(monkeypatch: pytest.MonkeyPatch, stack: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """What reaches the topic; every function has the environment that the stack gives it."""
    sent: list[dict[str, Any]] = []

    def publish_batch(**asked: Any) -> dict[str, Any]:
        sent.extend(asked["PublishBatchRequestEntries"])
        return {"Successful": [{"MessageId": "m-1"}], "Failed": []}

    def get_parameters(**asked: Any) -> dict[str, Any]:
        return {"Parameters": [{"Name": name, "Value": VALUES[name]} for name in asked["Names"]]}

    with started(*environments(stack).values()):
        monkeypatch.setattr(parameters, "client", lambda _: SimpleNamespace(get_parameters=get_parameters))
        monkeypatch.setattr(topic, "client", lambda _: SimpleNamespace(publish_batch=publish_batch))
        yield sent


@pytest.fixture
def threshold(stack: dict[str, Any]) -> int:
    """The amount above which the event rule brings a transaction to the reviewers."""
    rules = {rule["name"]: rule for rule in stack["resource"]["aws_cloudwatch_event_rule"].values()}
    ((comparison, number),) = (
        each["numeric"] for each in json.loads(rules["high-value"]["event_pattern"])["detail"]["amount_usd"] if each
    )
    assert comparison == ">"
    return int(number)


@pytest.fixture
def large(threshold: int) -> float:
    """The smallest amount above it."""
    return threshold + 0.01


@pytest.fixture
def send(
    states: dict[str, Any],
    table: Table,
    events: Events,
    alerts: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> Send:
    monkeypatch.setitem(STATE, "EnteredTime", datetime.now(UTC).isoformat())
    tasks = {
        "ValidateTransaction": lambda asked: {"Payload": validator.handler(asked["Payload"], None)},
        "AnalyzeTransaction": lambda asked: {"Payload": analyzer.handler(asked["Payload"], None)},
        "AnalyzeTransactionAgain": lambda asked: {"Payload": analyzer.handler(asked["Payload"], None)},
        "CountAtMerchant": table.histories.count,
        **dict.fromkeys(("ReadHistory", "ReadHistoryAgain"), table.histories.read),
        **dict.fromkeys(("StoreTransaction", "StoreTransactionAgain", "StoreUncounted"), table.write),
        **dict.fromkeys(("ReadStoredDecision", "ReadStoredDecisionAgain", "ReadStoredDecisionAtLast"), table.read),
        "PublishEvent": events.publish,
        **dict.fromkeys(("SettleTransaction", "SettleAlerted"), table.settle),
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


def test_the_analyzer_reviews_just_the_amounts_that_the_event_rule_brings_to_the_reviewers(
    send: Send, threshold: int, large: float
) -> None:
    for name, amount, reviewed in (("t-1", threshold, False), ("t-2", large, True)):
        reasons = send(transaction_id=name, amount=amount)["reasons"]
        assert ("amount_above_review_threshold" in reasons) is reviewed


def test_more_than_the_threshold_is_reviewed_and_alerts(send: Send, large: float, alerts: list[Any]) -> None:
    assert send(amount=large)["decision"] == "review"
    (alert,) = alerts
    texts = json.loads(alert["Message"])
    assert f"{large:.2f} USD" in texts["sms"]
    assert "review" in texts["email"]
    assert BODY["card_token"] not in alert["Message"]


def test_a_customer_hears_once_of_an_attack_and_again_where_it_gets_worse(
    send: Send, table: Table, large: float, alerts: list[Any]
) -> None:
    """What was last told is read back from the card's item, which each payment writes."""
    for number in range(4):
        assert send(transaction_id=f"t-{number}", amount=large)["decision"] == "review"
    assert len(table.rows) == 4
    assert len(alerts) == 1
    customer = "c-42"
    send(transaction_id="t-worse", amount=5 * large, customer_token=customer)
    (_, worse, common) = alerts
    assert json.loads(common["Message"]) == json.loads(worse["Message"])
    assert json.loads(worse["Message"])["sms"].endswith(" And 3 further payments held or declined since.")
    assert {name: said["StringValue"] for name, said in worse["MessageAttributes"].items()} == {
        "channel": '["own-email", "own-sms"]',
        "severity": "review",
        "customer": customer,
    }


def test_the_same_transaction_again_is_one_row_and_one_answer(
    send: Send, large: float, table: Table, events: Events, alerts: list[Any]
) -> None:
    first = send(amount=large)
    for again in (send(amount=large), send(amount=large, timestamp=time.time_ns() // 1_000_000 - 1)):
        assert again == {**first, "duplicate": True}
    assert len(table.rows) == len(events.details) == len(alerts) == 1


def test_what_ended_between_storing_and_publishing_is_sent_by_the_next_request_and_by_no_other(
    send: Send, large: float, table: Table, events: Events, alerts: list[Any]
) -> None:
    first = time.time_ns() // 1_000_000 - 1_000
    events.down = True
    with pytest.raises(Ended):
        send(amount=large, timestamp=first)
    events.down = False
    for again in (send(amount=large), send(amount=large)):
        assert (again["status"], again["decision"], again["duplicate"]) == ("decided", "review", True)
    assert len(table.rows) == len(alerts) == 1
    assert [detail["timestamp"] for detail in events.details] == [first]


def test_another_transaction_under_the_same_id_is_a_conflict(send: Send, table: Table) -> None:
    send()
    assert send(amount=13) == {"status": "conflict"}
    assert len(table.rows) == 1


def test_card_testing_is_stopped_by_what_was_stored_of_the_card_before(send: Send, table: Table) -> None:
    decisions = [send(transaction_id=f"t-{n}", amount=1 + n % 5)["decision"] for n in range(15)]
    assert decisions[:5] == ["approve"] * 5
    assert "approve" not in decisions[5:]
    assert decisions[-1] == "decline"
    assert table.histories.items[f"card#{BODY['card_token']}"]["seq"] == {"N": "15"}


def test_cards_tried_at_one_merchant_are_stopped_by_its_count(send: Send) -> None:
    decisions = [send(transaction_id=f"t-{n}", card_token=f"tok_new{n:05}", amount=0.99)["decision"] for n in range(45)]
    assert decisions.count("approve") <= 16
    assert decisions[-1] == "decline"


def test_a_repetition_counts_once(send: Send, table: Table) -> None:
    for _ in range(9):
        assert send()["decision"] == "approve"
    assert table.histories.items[f"card#{BODY['card_token']}"]["seq"] == {"N": "1"}


def test_what_is_no_transaction_is_refused_with_all_its_faults_and_stored_nowhere(send: Send, table: Table) -> None:
    answer = send(amount=-1, currency="XXX", card_token="4111" + "1" * 12)
    assert answer["status"] == "rejected"
    assert {error["field"] for error in answer["errors"]} == {"amount", "currency", "card_token"}
    assert table.items == {}


def test_an_analysis_that_fails_leads_to_review(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_event: object, _context: object) -> dict[str, object]:
        raise Failed("LookupError")

    monkeypatch.setattr(analyzer, "handler", broken)
    answer = send()
    assert (answer["decision"], answer["reasons"]) == ("review", ["analysis_unavailable"])

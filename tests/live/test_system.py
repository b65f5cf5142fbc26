"""The judged bytes, deployed to a local AWS and called as a client calls them."""

import json
from decimal import Decimal
from typing import Any

import pytest

from live.story import transaction
from live.system import System
from live.traces import DEAD_LETTERS, REVIEW
from tests.lambdas.environments import environments


@pytest.fixture
def quiet(system: System) -> None:
    """What earlier requests left in the queues is nobody's business here."""
    system.traces.events(), system.traces.alerts(), system.traces.taken(REVIEW), system.traces.taken(DEAD_LETTERS)


@pytest.mark.parametrize("key", [None, "k" * 40])
def test_without_the_clients_key_nothing_is_reached(system: System, key: str | None) -> None:
    body = transaction()
    answer = system.gateway.post(body, key=key)
    assert (answer.status, answer.json) == (403, {"message": "A valid API key is needed"})
    assert system.traces.items(body["transaction_id"]) == []


@pytest.mark.parametrize(
    "body", [b"", b"no JSON", b"[]", {}, transaction(amount="25 USD"), transaction(extra=1), transaction(country="usa")]
)
def test_what_is_no_transaction_is_refused_at_the_gateway(system: System, body: object) -> None:
    answer = system.post(body)
    assert answer.status == 400
    assert answer.json["message"].startswith("The body is not what is taken here: no other fields")


def test_what_only_the_function_can_see_is_refused_with_its_reason(system: System) -> None:
    body = transaction(timestamp=1)
    answer = system.post(body)
    assert answer.status == 422
    assert answer.json["errors"] == [{"field": "timestamp", "message": "must not be older than 24 hours"}]
    assert system.traces.items(body["transaction_id"]) == []


@pytest.mark.usefixtures("quiet")
def test_a_small_payment_is_approved_stored_and_announced_and_nobody_is_alerted(system: System) -> None:
    body = transaction(amount=12.5)
    answer = system.post(body)
    assert answer.status == 200
    assert answer.json["decision"] == "approve"
    marker, row = system.traces.items(body["transaction_id"])
    assert marker["timestamp"] == {"N": "0"}
    assert marker["settled"] == {"BOOL": True}
    assert row["timestamp"] == {"N": str(body["timestamp"])}
    assert Decimal(row["amount"]["N"]) == Decimal("12.50")
    assert {name: row[name] for name in ("currency", "card_token", "merchant_id", "terminal_id", "country")} == {
        name: {"S": body[name]} for name in ("currency", "card_token", "merchant_id", "terminal_id", "country")
    }
    assert [event["transaction_id"] for event in system.traces.events()] == [body["transaction_id"]]
    assert (system.traces.alerts(), system.traces.taken(REVIEW), system.traces.taken(DEAD_LETTERS)) == ([], [], [])


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(("more", "decision"), [(0.00, None), (0.01, "review"), (1000.00, "review")])
def test_only_more_than_the_threshold_goes_to_the_reviewers_by_its_amount(
    system: System, stack: dict[str, Any], more: float, decision: str | None
) -> None:
    body = transaction(amount=int(environments(stack)["fraud-analyzer"]["REVIEW_THRESHOLD"]) + more)
    answer = system.post(body).json
    reviews = system.traces.taken(REVIEW)
    # Up to the threshold only a decision to review brings it there; above, the amount does, once.
    assert len(reviews) == (1 if answer["decision"] == "review" else 0)
    assert decision is None or answer["decision"] == decision
    assert ("amount_above_review_threshold" in answer["reasons"]) is (decision is not None)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("amount", "currency", "queued"),
    [("5001", "JPY", 0), ("4500.00", "GBP", 1), ("1.234", "KWD", 1), (5000.00, "USD", 0), ("5000.01", "USD", 1)],
)
def test_an_amount_is_compared_in_dollars_and_one_of_unknown_worth_is_reviewed(
    system: System, amount: float | str, currency: str, queued: int
) -> None:
    body = transaction(amount=amount, currency=currency)
    answer = system.post(body)
    assert answer.status == 200
    (row,) = (item for item in system.traces.items(body["transaction_id"]) if "amount" in item)
    assert Decimal(row["amount"]["N"]) == Decimal(str(amount))
    by_decision = answer.json["decision"] == "review"
    assert len(system.traces.taken(REVIEW)) == max(queued, int(by_decision))


@pytest.mark.usefixtures("quiet")
def test_a_payment_without_a_terminal_is_decided(system: System) -> None:
    body = transaction(entry_mode="ecommerce", merchant_name="Café Müller's")
    del body["terminal_id"]
    assert system.post(body).status == 200


@pytest.mark.usefixtures("quiet")
def test_an_alert_tells_the_outcome_by_the_templates_and_holds_no_token(system: System) -> None:
    body = transaction(amount=6000.00)
    system.post(body)
    (alert,) = system.traces.alerts()
    said = json.dumps(alert)
    assert "6000.00" in said
    assert alert["Subject"] == "Card transaction: review"
    assert body["card_token"] not in said


@pytest.mark.usefixtures("quiet")
def test_the_same_again_gets_the_same_answer_and_other_content_is_a_conflict(system: System) -> None:
    body = transaction(amount=30.0)
    first = system.post(body).json
    again = system.post(body | {"timestamp": body["timestamp"] + 1}).json
    assert again == first | {"duplicate": True}
    assert system.post(body | {"amount": 31.0}).status == 409
    assert len(system.traces.items(body["transaction_id"])) == 2
    assert len(system.traces.events()) == 1


def test_beyond_the_throttle_callers_are_told_to_come_back(system: System) -> None:
    """The deployed throttle is lowered for this: a thousand a second is more than this machine sends."""
    client = system.aws.client("apigateway")
    (plan,) = (each for each in client.get_usage_plans()["items"] if each["name"] == "fraud-detection-client")
    was = plan["throttle"]

    def throttle(rate: float, burst: int) -> None:
        changes = (("/throttle/rateLimit", rate), ("/throttle/burstLimit", burst))
        operations = [{"op": "replace", "path": path, "value": str(value)} for path, value in changes]
        client.update_usage_plan(usagePlanId=plan["id"], patchOperations=operations)

    throttle(1, 1)
    try:
        answers = [system.post(b"no JSON") for _ in range(5)]
    finally:
        throttle(was["rateLimit"], was["burstLimit"])
    assert {answer.status for answer in answers} == {400, 429}
    assert next(answer.json for answer in answers if answer.status == 429) == {"message": "Too many requests"}

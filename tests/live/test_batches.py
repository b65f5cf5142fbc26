"""Many payments in one call, on the local AWS: each is answered, stored and announced for itself."""

from __future__ import annotations

from typing import Any

import pytest

from live.keys import CLIENT, key_of
from live.story import transaction
from live.system import System
from policies.requirements import LARGEST_BATCH as MOST
from tests.live.overload import CALLED, few
from tests.processes import until

PATH = "transactions"
JUDGING = "transaction-drain"


def batch(*bodies: dict[str, Any]) -> dict[str, Any]:
    return {"transactions": [*bodies]}


def send(system: System, *bodies: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers to these payments, which come in one call."""
    answer = system.gateway.post(batch(*bodies), key=system.deployment.api_key, path=PATH)
    assert (answer.status, answer.json["status"]) == (200, "answered")
    answers: list[dict[str, Any]] = answer.json["answers"]
    assert [each["transaction_id"] for each in answers] == [each["transaction_id"] for each in bodies]
    return answers


def test_each_of_the_most_payments_of_a_call_is_decided_stored_and_announced(system: System) -> None:
    system.traces.events()
    bodies = [transaction(amount=10.0 + number) for number in range(MOST)]
    answers = send(system, *bodies)
    said = {(each["status"], each["decision"], each["duplicate"]) for each in answers}
    assert said == {("decided", "approve", False)}
    for body in bodies:
        marker, row = system.traces.items(body["transaction_id"])
        assert (marker["settled"], row["amount"]["N"]) == ({"BOOL": True}, f"{body['amount']:.2f}")
    announced = sorted(event["transaction_id"] for event in system.traces.events())
    assert announced == sorted(body["transaction_id"] for body in bodies)
    again = send(system, *reversed(bodies))
    assert [each | {"duplicate": False} for each in reversed(again)] == answers
    assert {each["duplicate"] for each in again} == {True}
    assert system.traces.events() == []


def test_what_is_wrong_with_one_payment_says_nothing_of_another(system: System) -> None:
    good, old, large = transaction(), transaction(timestamp=1), transaction(amount=6_000.0)
    twice = transaction(card_token=good["card_token"])
    other = good | {"amount": 77.0}
    system.post(known := transaction())
    answers = send(system, good, old, large, twice, known | {"amount": 77.0}, known)
    assert [each["status"] for each in answers] == [
        *("decided", "rejected", "decided", "decided", "conflict", "decided"),
    ]
    assert answers[1]["errors"] == [{"field": "timestamp", "message": "must not be older than 24 hours"}]
    assert answers[2]["decision"] == "review"
    assert answers[5]["duplicate"]
    assert system.traces.items(old["transaction_id"]) == []
    assert send(system, other) == [{"transaction_id": good["transaction_id"], "status": "conflict"}]


def test_what_nobody_has_judged_together_is_decided_one_by_one(system: System) -> None:
    bodies = [transaction(), transaction(timestamp=1), transaction(amount=6_000.0)]
    with few(system, 0, [JUDGING]):
        answers = send(system, *bodies)
    assert [each["status"] for each in answers] == ["decided", "rejected", "decided"]
    assert [len(system.traces.items(each["transaction_id"])) for each in bodies] == [2, 0, 2]


def test_what_no_function_has_time_for_is_accepted_and_its_receipt_tells_the_decision(system: System) -> None:
    bodies = [transaction(), transaction(amount=6_000.0), transaction(timestamp=1)]
    with few(system, 0, [JUDGING, *CALLED]):
        answers = send(system, *bodies)
    assert {each["status"] for each in answers} == {"accepted"}

    def told() -> list[Any]:
        asked = [(each["transaction_id"], each["receipt"]) for each in answers]
        return [system.gateway.get(*each, key=system.deployment.api_key).json for each in asked]

    assert until(lambda: all(each["status"] != "pending" for each in told()))
    first, second, third = told()
    assert (first["decision"], second["decision"]) == ("approve", "review")
    errors = [{"field": "timestamp", "message": "must not be older than 24 hours"}]
    assert third == {"status": "rejected", "errors": errors}
    assert system.traces.items(bodies[2]["transaction_id"]) == []


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_a_call_with_no_payment_or_too_many_is_refused_at_the_gateway(number: int, system: System) -> None:
    bodies = [transaction() for _ in range(number)]
    answer = system.gateway.post(batch(*bodies), key=system.deployment.api_key, path=PATH)
    assert answer.status == 400
    assert all(system.traces.items(each["transaction_id"]) == [] for each in bodies)


@pytest.mark.parametrize("name", ["customers", "chargebacks"])
def test_who_reports_sends_no_payments(name: str, system: System) -> None:
    body = transaction()
    key = key_of(f"{CLIENT}-{name}", system.deployment.api_key)
    answer = system.gateway.post(batch(body), key=key, path=PATH)
    assert (answer.status, answer.json) == (404, {"status": "unknown"})
    assert system.traces.items(body["transaction_id"]) == []


@pytest.mark.parametrize("key", [None, "k" * 40])
def test_without_the_clients_key_no_payments_are_taken(key: str | None, system: System) -> None:
    assert system.gateway.post(batch(transaction()), key=key, path=PATH).status == 403

"""What customers and banks say of stored transactions, and what the deployed workflow makes of it."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lambdas.fraud_analyzer.terminal import Terminal, read
from live.keys import CLIENT, key_of
from live.story import letters, transaction
from live.system import System
from training.counted import Counted

CONFIRMED = "fraud_confirmed_at_terminal"
REPORTS, THREADS, IDS = 1_000, 8, 10
Paid = Callable[..., dict[str, Any]]


@pytest.fixture
def terminal() -> str:
    return f"te-{letters()}"


@pytest.fixture
def paid(system: System, terminal: str) -> Paid:
    """Has somebody pay at the terminal, with a card of their own unless it is said otherwise."""

    def pay(**changes: Any) -> dict[str, Any]:
        said = {"terminal_id": terminal, "card_token": f"tok_{letters()}", **changes}
        body = {name: value for name, value in transaction(**said).items() if value is not None}
        answer = system.post(body)
        assert answer.status == 200, answer
        return {**body, "answer": answer.json}

    return pay


def report(system: System, payment: dict[str, Any], verdict: str = "fraud", by: str = "customers", **more: Any) -> Any:
    answer = system.report({"transaction_id": payment["transaction_id"], "verdict": verdict, **more}, by=by)
    assert answer.status == 200, answer
    return answer.json


def counted(system: System, terminal: str) -> Terminal:
    return read(system.traces.history(f"terminal#{terminal}"))


def row(system: System, payment: dict[str, Any]) -> dict[str, Any]:
    items: list[dict[str, Any]] = system.traces.items(payment["transaction_id"])
    return items[1]


def day(payment: dict[str, Any]) -> int:
    return int(payment["timestamp"]) // 86_400_000


def test_a_compromised_terminal_is_caught_after_two_reports_and_not_before(system: System, paid: Paid) -> None:
    first, second = paid(), paid()
    assert CONFIRMED not in paid()["answer"]["reasons"]
    report(system, first)
    assert CONFIRMED not in paid()["answer"]["reasons"]
    report(system, second, by="chargebacks")
    caught = paid()["answer"]
    assert (caught["decision"], CONFIRMED in caught["reasons"]) == ("review", True)


def test_a_report_is_noted_at_the_row_and_counted_on_the_day_of_the_payment(
    system: System, terminal: str, paid: Paid
) -> None:
    payment = paid(timestamp=time.time_ns() // 1_000_000 - 86_400_000 + 60_000)
    before = row(system, payment)
    said = report(system, payment, reference="case-7")
    assert said == {"status": "reported", "transaction_id": payment["transaction_id"], "verdict": "fraud"}
    noted = {name: value for name, value in row(system, payment).items() if name not in before}
    assert noted.pop("reported_at")["N"].isdecimal()
    assert noted == {
        "reported": {"S": "fraud"},
        "reported_by": {"S": "customer"},
        "reported_rank": {"N": "1"},
        "reported_reference": {"S": "case-7"},
        "counted": {"S": "yes"},
    }
    assert counted(system, terminal).days == ((day(payment), 1, 1),)


def test_a_corrected_verdict_takes_its_count_back_and_may_come_again(system: System, terminal: str, paid: Paid) -> None:
    payment = paid()
    for verdict, counts in (("fraud", 1), ("genuine", 0), ("genuine", 0), ("fraud", 1), ("fraud", 1), ("genuine", 0)):
        assert report(system, payment, verdict)["verdict"] == verdict
        assert [frauds for _, frauds, _ in counted(system, terminal).days] == [1] * counts


def test_a_customer_undoes_nothing_that_a_bank_has_said(system: System, terminal: str, paid: Paid) -> None:
    payment = paid()
    report(system, payment, by="chargebacks")
    assert report(system, payment, "genuine")["verdict"] == "fraud"
    assert (row(system, payment)["reported_by"], len(counted(system, terminal).days)) == ({"S": "chargeback"}, 1)
    assert report(system, payment, "genuine", by="chargebacks")["verdict"] == "genuine"
    assert counted(system, terminal).days == ()


def test_one_card_counts_once_at_a_terminal_however_many_of_its_payments_are_reported(
    system: System, terminal: str, paid: Paid
) -> None:
    card = f"tok_{letters()}"
    first, second = paid(card_token=card), paid(card_token=card)
    report(system, first)
    report(system, second)
    assert (row(system, second)["reported"], row(system, second)["counted"]) == ({"S": "fraud"}, {"S": "no"})
    assert [frauds for _, frauds, _ in counted(system, terminal).days] == [1]


def test_training_and_backtest_count_just_as_the_workflow_does_in_any_order_of_verdicts(
    system: System, terminal: str, paid: Paid
) -> None:
    cards = [f"tok_{letters()}" for _ in range(2)]
    payments = [paid(card_token=card) for card in cards for _ in range(3)]
    supposed, frauds, chance = Counted(), 0, random.Random(3)  # noqa: S311 - an order
    for number in range(40):
        payment, verdict = chance.choice(payments), chance.choice(("fraud", "genuine"))
        report(system, payment, verdict)
        place = terminal, payment["card_token"]
        frauds += supposed.report(payment["transaction_id"], place, fraud=verdict == "fraud", now=number)
        assert sum(frauds for _, frauds, _ in counted(system, terminal).days) == frauds


def test_a_payment_without_a_terminal_is_noted_and_counts_nowhere(system: System, paid: Paid) -> None:
    payment = paid(terminal_id=None)
    report(system, payment)
    assert row(system, payment)["counted"] == {"S": "no"}
    assert system.traces.history("terminal#") == {}


def test_who_has_no_reporter_s_key_and_who_names_no_stored_transaction_hear_the_same(
    system: System, terminal: str, paid: Paid
) -> None:
    payment = paid()
    stored = row(system, payment)
    known = {"transaction_id": payment["transaction_id"], "verdict": "fraud"}
    answers = [
        system.report(known, by=""),
        system.report({**known, "transaction_id": f"t-{letters()}"}, by="customers"),
        system.report({**known, "transaction_id": f"t-{letters()}"}, by=""),
    ]
    assert {(answer.status, answer.body) for answer in answers} == {(404, answers[0].body)}
    assert (row(system, payment), counted(system, terminal).days) == (stored, ())


@pytest.mark.parametrize("reporter", ["customers", "chargebacks"])
def test_a_reporter_s_key_makes_no_payment(system: System, reporter: str) -> None:
    body = transaction()
    answer = system.gateway.post(body, key=key_of(f"{CLIENT}-{reporter}", system.deployment.api_key))
    assert (answer.status, answer.json) == (404, {"status": "unknown"})
    assert system.traces.items(body["transaction_id"]) == []
    assert system.traces.history(f"card#{body['card_token']}") == {}


def test_a_row_of_another_client_is_unknown(system: System, paid: Paid) -> None:
    payment = paid()
    key = {"transaction_id": {"S": payment["transaction_id"]}, "timestamp": {"N": str(payment["timestamp"])}}
    system.aws.client("dynamodb").update_item(
        TableName="transactions",
        Key=key,
        UpdateExpression="SET client = :other",
        ExpressionAttributeValues={":other": {"S": "k7another1"}},
    )
    answer = system.report({"transaction_id": payment["transaction_id"], "verdict": "fraud"}, by="customers")
    assert (answer.status, answer.json) == (404, {"status": "unknown"})
    assert "reported" not in row(system, payment)


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "maybe"},
        {"verdict": None},
        {"transaction_id": "t-1' OR '1'='1"},
        {"transaction_id": ""},
        {"reference": "4" + "1" * 100},
        {"reference": "it was not me, " * 10_000},
        {"reported_by": "reviewer"},
        {"client": "k7another1"},
    ],
    ids=range(8),
)
def test_what_is_no_report_is_refused(system: System, paid: Paid, changes: dict[str, Any]) -> None:
    payment = paid()
    body = {"transaction_id": payment["transaction_id"], "verdict": "fraud"} | changes
    assert system.report(body, by="customers").status in (400, 413)
    assert "reported" not in row(system, payment)


def test_a_thousand_shuffled_reports_from_eight_threads_change_nothing_twice(
    system: System, terminal: str, paid: Paid
) -> None:
    payments = [paid() for _ in range(IDS)]
    asked = [(payment, by) for payment in payments for by in ("customers", "chargebacks")] * (REPORTS // IDS // 2)
    random.Random(7).shuffle(asked)  # noqa: S311 - an order

    def send(what: tuple[dict[str, Any], str]) -> int:
        payment, by = what
        return system.report({"transaction_id": payment["transaction_id"], "verdict": "fraud"}, by=by).status

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = {*pool.map(send, asked)}
    # Who meets another report on the same row again and again is told to come back.
    assert statuses <= {200, 503}
    for payment, by in [(payment, by) for payment in payments for by in ("customers", "chargebacks")]:
        report(system, payment, by=by)
    assert sum(frauds for _, frauds, _ in counted(system, terminal).days) == IDS
    assert {row(system, payment)["reported_by"]["S"] for payment in payments} == {"chargeback"}

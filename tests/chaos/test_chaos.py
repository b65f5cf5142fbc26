"""No transaction is lost, whatever fails in the workflow: the table, a test a row."""

import hashlib
import re
from typing import Any

import pytest

from tests.chaos.drain import brought, come_back, queued
from tests.chaos.errors import ERRORS, THROTTLED
from tests.chaos.faults import ALWAYS, BROKEN, Fault
from tests.chaos.interpreter import Interpreter, body
from tests.chaos.rows import Row, rows
from tests.chaos.services import Services
from tests.chaos.states_language import tasks
from tests.chaos.trial import tried


def test_the_table_has_every_task_of_the_workflow(definition: dict[str, Any]) -> None:
    assert ERRORS.keys() == tasks(definition).keys()


def test_the_table_has_every_error_that_the_definition_names(definition: dict[str, Any]) -> None:
    for name, errors in ERRORS.items():
        state = tasks(definition)[name]
        named = {error for each in (*state["Retry"], *state.get("Catch", ())) for error in each["ErrorEquals"]}
        assert named - {"States.ALL"} <= {*errors.passing, *errors.lasting}, name


def test_where_another_stores_other_content_meanwhile_it_is_a_conflict(interpreter: Interpreter) -> None:
    left, sent = Services("decline", rival=True, rivals_digest="other"), body()
    answer, attempts = interpreter.run(sent, left, {})
    assert (answer.status, attempts["ReadStoredDecisionAgain"]) == (409, 1)
    assert left.marker
    assert (left.marker["digest"], left.letters, left.events) == ({"S": "other"}, [], [])


@pytest.mark.parametrize(("busy", "reviewed", "counted"), [(0, False, 1), (1, False, 1), (2, True, 0), (9, True, 0)])
def test_where_other_payments_of_the_card_come_between_it_is_decided_anew_and_then_reviewed(
    interpreter: Interpreter, busy: int, reviewed: bool, counted: int
) -> None:
    left = Services("approve", busy=busy)
    answer, attempts = interpreter.run(body(), left, {})
    assert answer.json["decision"] == ("review" if reviewed else "approve")
    assert answer.json["reasons"] == (["history_contended"] if reviewed else ["x"])
    assert (left.counted, attempts["AnalyzeTransaction"], attempts["AnalyzeTransactionAgain"]) == (counted, 1, busy > 0)
    assert len(left.alerts) == reviewed


def test_where_nothing_is_remembered_nobody_is_alarmed_but_operations(interpreter: Interpreter) -> None:
    left = Services("approve")
    answer, _ = interpreter.run(body(), left, {"ReadHistory": BROKEN})
    assert (answer.json["decision"], answer.json["reasons"]) == ("review", ["history_unavailable"])
    assert (left.alerts, len(left.events), left.counted, left.at_merchant) == ([], 1, 0, 0)


RECEIPT = re.compile(r"[0-9a-f]{64}")
PLANTED = ("4111111111111111", "4111 1111 1111 1111", "x4111-1111-1111-1111y", "5105_1051_0510_5100", "630495060000")
UUIDS = ("74159263-0158-4372-8061-594827163057", "74159263-0158-4372-8061-594827163057".upper())
BUSY = {"ValidateTransaction": Fault(THROTTLED, ALWAYS)}


@pytest.mark.parametrize("number", PLANTED)
@pytest.mark.parametrize("field", ["transaction_id", "merchant_id", "merchant_name", "terminal_id", "nobody_knows_it"])
def test_what_could_hold_a_card_number_is_in_no_queue(interpreter: Interpreter, field: str, number: str) -> None:
    left = Services("approve")
    answer, _ = interpreter.run(body() | {field: number}, left, BUSY)
    assert (answer.status, left.queued, left.reasons) == (503, [], [])


@pytest.mark.parametrize(
    "change",
    [
        {"transaction_id": "4111111111111111-1111-1111-1111-111111111111"},
        {"customer_token": "11111111-1111-1111-1111-4111111111111111"},
        {"merchant_id": "41111111-11111111-1111-1111-1111-111111111111"},
        {"merchant_name": "\uff14\uff11\uff11\uff11" * 4},
        {"merchant_name": "\u0664\u0661\u0661\u0661" * 4},
        {"merchant_name": "\u2463\u2460\u2460\u2460" * 4},
        {"amount": 411111111111.1111},
        {"timestamp": 4222222222222},
        {"timestamp": 411111111.1111111},
        {"4111111111111111": "x"},
        {"more": {"number": "4111111111111111"}},
        {"more": ["4111", "1111", "1111", "1111"]},
        {"more": 4111111111111111},
    ],
    ids=str,
)
def test_a_card_number_is_in_no_queue_however_it_is_written(interpreter: Interpreter, change: dict[str, Any]) -> None:
    left = Services("approve")
    answer, _ = interpreter.run(body() | change, left, BUSY)
    assert (answer.status, left.queued, left.letters) == (503, [], [])


@pytest.mark.parametrize(
    "name", ["Café Zürich 123", "Продуктовый магазин № 12", "東京スーパーマーケット株式会社渋谷店一号館"]
)
def test_a_name_of_any_script_is_queued(interpreter: Interpreter, name: str) -> None:
    left = Services("approve")
    assert interpreter.run(body() | {"merchant_name": name}, left, BUSY)[0].status == 202


@pytest.mark.parametrize("name", UUIDS)
def test_a_uuid_of_digits_is_queued_with_who_sent_it(interpreter: Interpreter, name: str) -> None:
    left, sent = Services("approve"), body() | {"transaction_id": name, "merchant_id": "m-12345678901"}
    answer, _ = interpreter.run(sent, left, BUSY, "key_request")
    (message,) = left.queued
    assert RECEIPT.fullmatch(message.pop("receipt"))
    assert (answer.status, message) == (202, {"client": "key", "request": sent})


@pytest.mark.parametrize("busy", ["ValidateTransaction", "AnalyzeTransaction"])
@pytest.mark.parametrize("by_drain", [True, False])
def test_whoever_asks_again_under_load_gets_the_decision(interpreter: Interpreter, busy: str, by_drain: bool) -> None:
    left, sent, faults = Services("decline"), body(), {busy: Fault(THROTTLED, ALWAYS)}
    if by_drain:
        assert interpreter.run(sent, left, faults, "key_request")[0].status == 202
        come_back(interpreter, left, left.queued.pop(), {})
    else:
        interpreter.run(sent, left, {}, "key_request")
    answer, _ = interpreter.run(sent, left, faults, "key_again")
    assert (answer.status, answer.json["decision"], answer.json["duplicate"]) == (200, "decline", True)
    assert (answer.json["transaction_id"], left.queued, len(left.events)) == (sent["transaction_id"], [], 1)


@pytest.mark.parametrize("change", [{"amount": 6001.0}, {"timestamp": 1}, {"card_token": "tok_another"}])
def test_who_sends_anything_else_under_load_learns_nothing_of_it(
    interpreter: Interpreter, change: dict[str, Any]
) -> None:
    left, sent = Services("approve"), body()
    interpreter.run(sent, left, {}, "key_request")
    answer, _ = interpreter.run(sent | change, left, BUSY, "key_again")
    assert (answer.status, answer.json.keys(), len(left.queued)) == (202, {"status", "transaction_id", "receipt"}, 1)


def test_the_receipt_of_what_is_queued_is_sealed_for_its_client(interpreter: Interpreter) -> None:
    left, sent = Services("approve"), body()
    answer, _ = interpreter.run(sent, left, BUSY, "one_request")
    (message,) = left.queued
    seal = hashlib.sha256(f"one {message['receipt']}".encode()).hexdigest()
    assert answer.json == {
        "status": "accepted",
        "transaction_id": sent["transaction_id"],
        "receipt": message["receipt"] + seal,
    }


def test_what_has_no_id_is_not_queued_since_nobody_could_ask_for_it(interpreter: Interpreter) -> None:
    left, sent = Services("approve"), body()
    del sent["transaction_id"]
    answer, _ = interpreter.run(sent, left, BUSY, "one_request")
    assert (answer.status, left.queued) == (503, [])


def test_another_client_learns_nothing_under_load_by_the_same_bytes(interpreter: Interpreter) -> None:
    left, sent = Services("approve"), body()
    interpreter.run(sent, left, {}, "one_request")
    assert interpreter.run(sent, left, BUSY, "other_request")[0].status == 202
    assert interpreter.run(sent, left, BUSY, "one_again")[0].status == 200


def test_what_is_decided_and_not_settled_is_queued_again(interpreter: Interpreter) -> None:
    left, sent = Services("approve"), body()
    interpreter.run(sent, left, {"SettleTransaction": BROKEN}, "key_request")
    answer, _ = interpreter.run(sent, left, BUSY, "key_again")
    assert (answer.status, len(left.queued)) == (202, 1)


@pytest.mark.parametrize("name", ["key_request", "drained", "key_drained_request", "key_drainedx", "key_a_drained_api"])
@pytest.mark.parametrize("opinion", ["approve", "decline"])
def test_nobody_else_is_taken_for_the_drain(interpreter: Interpreter, name: str, opinion: str) -> None:
    left = Services("decline")
    answer, _ = interpreter.run(brought(Services(opinion), queued(body())), left, {}, name)
    assert (answer.status, left.marker) == (422, None)


@pytest.mark.parametrize("lacking", ["request", "receipt", "message", "validation", "history", "analysis"])
def test_what_the_drain_does_not_bring_whole_is_kept(interpreter: Interpreter, lacking: str) -> None:
    left, sent = Services("approve"), brought(Services("approve"), queued(body()))
    del sent[lacking]
    answer, _ = interpreter.run(sent, left, {}, "key_request_drained")
    assert (answer.status, left.marker) == (503, None)
    assert left.reasons == ([] if lacking == "request" else ["validation_unavailable"])


@pytest.mark.parametrize("row", rows(), ids=str)
def test_whatever_fails_nothing_is_lost_or_approved_by_it(row: Row, interpreter: Interpreter) -> None:
    assert tried(row, interpreter) == []

"""Each payment of a batch is started once, refused once, or comes again; those of one card are decided in order."""

import json
import logging
import time
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError

from lambdas.fraud_analyzer import handler as analyzer
from lambdas.transaction_drain import handler as module
from lambdas.transaction_drain import remembered
from lambdas.transaction_validator import handler as validator
from tests.lambdas import services
from tests.lambdas.levels import check_levels
from tests.lambdas.transaction_drain.queue import (
    CLIENT,
    ENVIRONMENT,
    RECEIPT,
    TABLE,
    Surroundings,
    batch,
    failing,
    numbered,
    payment,
    queued,
)

CARD = "tok_a1b2c3d4"
NUMBERS = ("CALL_TIMEOUT_MS", "EXECUTION_TIMEOUT_MS")


def lines(caplog: pytest.LogCaptureFixture, level: int = logging.WARNING) -> list[str]:
    """What the drain itself told at this level or above."""
    told = [each for each in caplog.records if each.name == "lambdas.transaction_drain"]
    return [each.getMessage() for each in told if each.levelno >= level]


def test_a_batch_of_ten_cards_is_read_once_analyzed_once_each_and_started_without_a_wait(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyzed: list[Any] = []

    def analyze(event: Mapping[str, object], context: object) -> dict[str, object]:
        analyzed.append(event)
        return analyzer.handler(event, context)

    monkeypatch.setattr(module, "analyze", analyze)
    assert around.drain(batch(*(payment(number) for number in range(10)))) == []
    assert len(around.asked("RequestItems")) == 1
    assert len(around.asked("Names")) == 1
    assert len(analyzed) == 10
    assert sorted(around.names) == [f"t-{number:04}" for number in range(10)]
    assert {awaited for _, _, awaited in around.started} == {False}


def test_an_execution_has_the_clients_name_and_all_that_the_workflow_would_have_found_itself(
    around: Surroundings,
) -> None:
    request = payment(card=CARD)
    known = {"key": {"S": "terminal#te_9"}, "f20000": {"N": "1"}}
    around.held["terminal#te_9"] = known
    assert around.drain(batch(request)) == []
    ((name, given, _),) = around.started
    assert name == f"{CLIENT}_message-1_drained"
    assert set(given) == {"request", "receipt", "message", "validation", "history", "analysis"}
    assert (given["request"], given["receipt"], given["message"]) == (request, RECEIPT, "handle of message-1")
    assert given["validation"] == {"Payload": validator.handler(request, None)}
    answer = {"Responses": {TABLE: [known]}, "UnprocessedKeys": {}}
    assert given["history"] == {"available": True, "day": given["history"]["day"], "answer": answer}
    asked = {"transaction": given["validation"]["Payload"]["transaction"], "history": given["history"]}
    again = analyzer.handler(asked, None)
    assert set(given["analysis"]) == {"Payload"}
    assert set(given["analysis"]["Payload"]) == set(again)
    assert given["analysis"]["Payload"]["decision"] == again["decision"]
    (started,) = around.asked("stateMachineArn")
    assert started["stateMachineArn"] == ENVIRONMENT["WORKFLOW_ARN"]


def test_histories_are_read_as_they_are_now(around: Surroundings) -> None:
    around.drain(batch(payment()))
    (asked,) = around.asked("RequestItems")
    assert asked["RequestItems"][TABLE]["ConsistentRead"] is True


def test_payments_of_one_card_are_decided_one_after_the_other_each_knowing_of_those_before(
    around: Surroundings,
) -> None:
    event = batch(payment(1, card=CARD), payment(2), payment(3, card=CARD), payment(4, card=CARD), payment(5))
    assert around.drain(event) == []
    own = [(given, awaited) for _, given, awaited in around.started if given["request"]["card_token"] == CARD]
    assert [given["request"]["transaction_id"] for given, _ in own] == ["t-0001", "t-0003", "t-0004"]
    assert [awaited for _, awaited in own] == [True, True, False]
    assert [given["analysis"]["Payload"]["history"]["seen"] for given, _ in own] == ["0", "1", "2"]
    assert len(around.asked("RequestItems")) == 3
    assert sorted(around.names) == [f"t-{number:04}" for number in range(1, 6)]


def test_a_card_is_one_card_whichever_client_it_pays_at(around: Surroundings) -> None:
    bodies = [queued(payment(number, card=CARD), f"k{number}") for number in (1, 2)]
    assert around.drain(numbered(*bodies)) == []
    assert [(name, awaited) for name, _, awaited in around.started] == [
        ("k1_message-1_drained", True),
        ("k2_message-2_drained", False),
    ]


def refused(*requests: object) -> dict[str, Any]:
    """A batch of these, each with a receipt of its own."""
    bodies = [queued(request) | {"receipt": f"{number:064x}"} for number, request in enumerate(requests, start=1)]
    return numbered(*bodies)


def test_what_the_validator_refuses_is_kept_for_its_client_and_does_not_come_again(
    around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = payment(1, amount=-777)
    assert around.drain(refused(wrong, payment(2), payment(3, country="Nowhere"))) == []
    assert around.names == ["t-0002"]
    assert lines(caplog, logging.INFO) == ["keeps what the validator refuses"]
    assert [each["receipt"]["S"] for each in around.refused] == [f"{number:064x}" for number in (1, 3)]
    first = around.refused[0]
    assert first["client"] == {"S": CLIENT}
    assert json.loads(first["errors"]["S"]) == validator.handler(wrong, None)["errors"]
    assert "777" not in json.dumps(first | {"expires": {}, "receipt": {}})
    # As old as a payment may be.
    assert int(first["expires"]["N"]) - time.time() == pytest.approx(24 * 3600, abs=60)


def test_the_same_request_that_came_twice_is_refused_once(around: Surroundings) -> None:
    assert around.drain(batch({}, {})) == []
    assert len(around.refused) == 1


def test_a_batch_that_is_refused_as_a_whole_starts_nothing_and_reads_nothing(around: Surroundings) -> None:
    assert around.drain(refused({}, {})) == []
    assert len(around.aws.asked) == 1


def test_a_refusal_that_was_left_unwritten_comes_again_and_keeps_no_other(around: Surroundings) -> None:
    around.refusing.add(f"{1:064x}")
    assert around.drain(refused({}, {}, payment(3))) == ["message-1"]
    assert len(around.refused) == 1


@pytest.mark.parametrize("answer", [services.failing("ThrottlingException"), services.silent])
def test_refusals_that_cannot_be_kept_come_again(
    answer: Any, around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    around.aws.answers["BatchWriteItem"] = answer
    assert around.drain(refused({}, payment(2))) == ["message-1"]
    assert around.names == ["t-0002"]
    (line,) = lines(caplog)
    assert line in {
        f"refused payments were not kept ({name}); they come again"
        for name in ("ClientError", "ThrottlingException", "ConnectTimeoutError")
    }


def test_an_empty_batch_is_no_error(around: Surroundings) -> None:
    assert around.drain({"Records": []}) == []


def test_what_is_no_payment_comes_again_and_keeps_no_other(
    around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    good, unnamed = queued(payment()), queued(payment(2)) | {"receipt": "4111"}
    left = around.drain(numbered("no JSON 4111", good, [], {"request": payment()}, unnamed))
    assert left == ["message-1", "message-3", "message-4", "message-5"]
    assert around.names == ["t-0001"]
    assert lines(caplog) == ["a message holds no payment; it comes again"]


@pytest.mark.parametrize("kind", ["card#tok_a1b2c3d4_1", "terminal#te_1", "merchant#m-1#{day}#2"])
def test_a_payment_whose_history_was_left_unread_in_part_comes_again(kind: str, around: Surroundings) -> None:
    around.drain(batch(payment()))
    day = around.started.pop()[1]["history"]["day"]
    around.aws.answers["BatchGetItem"] = services.items({}, left=[kind.format(day=day)])
    requests = [payment(number, terminal_id=f"te_{number}", merchant_id=f"m-{number}") for number in (1, 2)]
    assert around.drain(batch(*requests)) == ["message-1"]
    assert around.names == ["t-0002"]


@pytest.mark.parametrize("answer", [services.failing("ProvisionedThroughputExceededException"), services.silent])
def test_without_histories_nothing_is_started_and_all_comes_again(
    answer: Any, around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    around.aws.answers["BatchGetItem"] = answer
    assert around.drain(batch(payment(1), payment(2))) == ["message-1", "message-2"]
    assert around.started == []
    (line,) = lines(caplog)
    assert line in {
        f"histories were not read ({name}); their payments come again"
        for name in ("ProvisionedThroughputExceededException", "ConnectTimeoutError")
    }


def test_histories_of_more_payments_than_one_call_takes_are_read_by_more_calls(around: Surroundings) -> None:
    requests = [payment(number, terminal_id=f"te_{number}", merchant_id=f"m-{number}") for number in range(17)]
    assert around.drain(batch(*requests)) == []
    assert [len(asked["RequestItems"][TABLE]["Keys"]) for asked in around.asked("RequestItems")] == [100, 2]
    assert len(around.started) == 17


@pytest.mark.parametrize(("port", "line"), [("analyze", "not analyzed"), ("validate", "not validated")])
def test_a_payment_that_cannot_be_judged_comes_again_and_keeps_no_other(
    port: str, line: str, around: Surroundings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, port, failing(getattr(module, port), "t-0001"))
    assert around.drain(batch(payment(1), payment(2))) == ["message-1"]
    assert around.names == ["t-0002"]
    assert lines(caplog) == [f"a payment was {line} (ConnectionError); it comes again"]


def test_an_analyzer_without_its_parameter_starts_nothing(around: Surroundings) -> None:
    around.aws.answers["GetParameters"] = services.silent
    assert around.drain(batch(payment(1), payment(2))) == ["message-1", "message-2"]
    assert around.started == []


@pytest.mark.parametrize("refused", ["t-0001", "t-0002", "t-0003"])
def test_an_execution_that_is_not_started_leaves_its_payment_in_the_queue_and_keeps_no_other(
    refused: str, around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    around.refusing.add(refused)
    event = batch(payment(1, card=CARD), payment(2, card=CARD), payment(3))
    assert around.drain(event) == [f"message-{refused[-1]}"]
    assert sorted(around.names) == sorted({"t-0001", "t-0002", "t-0003"} - {refused})
    assert lines(caplog) == ["an execution was not started (ClientError); its payment comes again"]


def test_a_workflow_that_does_not_answer_in_time_leaves_its_payment_in_the_queue(around: Surroundings) -> None:
    def silent(asked: Mapping[str, Any]) -> tuple[int, bytes]:
        raise ConnectTimeoutError(endpoint_url="https://states.example")

    around.aws.answers["StartSyncExecution"] = silent
    assert around.drain(batch(payment(1, card=CARD), payment(2, card=CARD))) == ["message-1"]
    assert around.names == ["t-0002"]


@pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT"])
def test_an_execution_that_is_awaited_and_does_not_succeed_leaves_its_payment_in_the_queue(
    status: str, around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    around.ends = status
    assert around.drain(batch(payment(1, card=CARD), payment(2, card=CARD))) == ["message-1"]
    assert lines(caplog) == [f"an execution ended otherwise ({status}); its payment comes again"]


def test_what_is_only_started_is_left_to_the_workflow_to_take_out(around: Surroundings) -> None:
    context = type("Context", (), {"get_remaining_time_in_millis": lambda _: 60_000})()
    answer = module.handler(batch(payment(1), payment(2, card=CARD), payment(3, card=CARD)), context)
    names = [each["itemIdentifier"] for each in answer["batchItemFailures"]]
    assert names == ["message-1", "message-3"]


@pytest.mark.parametrize(("ends", "left"), [("SUCCEEDED", []), ("FAILED", ["message-1", "message-2"])])
def test_what_came_before_is_waited_for(ends: str, left: list[str], around: Surroundings) -> None:
    around.ends = ends
    assert around.drain(batch(payment(1), payment(2), times=2)) == left
    assert [awaited for _, _, awaited in around.started] == [True, True]


def test_no_round_is_begun_that_the_time_may_not_suffice_for(
    around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    # 2 x (3 x 400 + 10,000) + 500 milliseconds.
    event = batch(*(payment(number, card=CARD) for number in (1, 2, 3)))
    assert around.drain(event, left=[22_900, 22_899]) == ["message-3"]
    assert around.names == ["t-0001", "t-0002"]
    assert lines(caplog) == ["no time for a further round; its payments come again"]


def test_the_first_round_asks_for_no_time(around: Surroundings) -> None:
    assert around.drain(batch(payment()), left=[0]) == []


@pytest.mark.parametrize("name", ["HISTORIES_TABLE", "REFUSALS_TABLE", "WORKFLOW_ARN", *NUMBERS])
def test_without_what_the_stack_states_the_whole_batch_comes_again_and_nothing_was_started(
    name: str, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(KeyError, match=name):
        around.drain(batch(payment(1, card=CARD), payment(2, card=CARD)))
    assert around.started == []


@pytest.mark.parametrize("name", NUMBERS)
def test_a_time_that_is_no_number_is_an_error_that_names_it(
    name: str, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "a while")
    with pytest.raises(ValueError, match=name):
        around.drain(batch(payment()))
    assert around.aws.asked == []


@pytest.mark.parametrize("event", [{}, {"Records": [{}]}])
def test_what_is_no_batch_of_the_queue_is_an_error(event: Mapping[str, Any], around: Surroundings) -> None:
    with pytest.raises(KeyError):
        around.drain(event)


def test_the_answer_is_json_of_the_form_that_the_mapping_reads(around: Surroundings) -> None:
    context = type("Context", (), {"get_remaining_time_in_millis": lambda _: 60_000})()
    answer = module.handler(batch(payment()), context)
    assert json.loads(json.dumps(answer)) == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}


def test_the_log_is_the_functions_own_at_the_level_of_its_environment() -> None:
    check_levels(module)


def test_histories_are_of_the_day_that_it_is_in_utc(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "time", SimpleNamespace(time_ns=lambda: 1_795_737_600_000_000_000))
    monkeypatch.setattr(remembered, "of_each", lambda _, *, day, **__: iter([day]))
    assert [str(day) for day in module._remembered([])] == ["2026-11-27"]
    assert around.started == []

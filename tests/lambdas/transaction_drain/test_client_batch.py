"""Each payment of a client's batch is judged as it would be alone; nothing is started, stored or taken."""

import json
import logging
import time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas.fraud_analyzer import handler as analyzer
from lambdas.fraud_analyzer.history import LONGEST_STATE
from lambdas.transaction_drain import handler as module
from lambdas.transaction_validator import handler as validator
from stacks.schema import MOST
from tests.lambdas import services
from tests.lambdas.transaction_drain.queue import TABLE, Surroundings, failing, payment

UNKNOWN = {"status": "unknown"}
WITHIN_MS = 6_000
# What Step Functions holds of an execution at most, in bytes.
HELD = 262_144
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def judged(*requests: object, within_ms: int = WITHIN_MS) -> list[dict[str, Any]]:
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 30_000)
    answer = module.handler({"batch": [*requests], "within_ms": within_ms}, context)
    assert [*answer] == ["each"]
    each: list[dict[str, Any]] = json.loads(json.dumps(answer["each"]))
    assert len(each) == len(requests)
    return each


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    records = [each for each in caplog.records if each.name == "lambdas.transaction_drain"]
    return [each.getMessage() for each in records if each.levelno >= logging.WARNING]


def test_a_payment_is_judged_as_validator_and_analyzer_judge_it(around: Surroundings) -> None:
    request = payment()
    (said,) = judged(request)
    assert set(said) == {"status", "validation", "history", "analysis"}
    assert said["status"] == "judged"
    assert said["validation"] == {"Payload": validator.handler(request, None)}
    assert set(said["history"]) == {"available", "day"}
    history = {**said["history"], "answer": {"Responses": {TABLE: []}, "UnprocessedKeys": {}}}
    alone = analyzer.handler({"transaction": said["validation"]["Payload"]["transaction"], "history": history}, None)
    assert said["analysis"]["Payload"].keys() == alone.keys()
    assert said["analysis"]["Payload"]["decision"] == alone["decision"]
    assert around.started == []


def test_the_most_payments_of_a_call_are_read_by_two_calls_and_ask_for_the_endpoint_once(around: Surroundings) -> None:
    requests = [payment(number, terminal_id=f"te_{number}", merchant_id=f"m-{number}") for number in range(MOST)]
    assert {each["status"] for each in judged(*requests)} == {"judged"}
    assert [len(asked["RequestItems"][TABLE]["Keys"]) for asked in around.asked("RequestItems")] == [100, 50]
    assert len(around.asked("Names")) == 1
    assert around.started == []


def test_what_is_refused_says_why_in_its_place(around: Surroundings) -> None:
    wrong = payment(2, country="Nowhere")
    first, second, third = judged(payment(1), wrong, payment(3))
    assert (first["status"], third["status"]) == ("judged", "judged")
    assert second == {"status": "rejected", "errors": validator.handler(wrong, None)["errors"]}
    # Its client hears it at once.
    assert around.refused == []


def test_a_batch_that_is_refused_as_a_whole_asks_nobody(around: Surroundings) -> None:
    assert [each["status"] for each in judged({}, {})] == ["rejected", "rejected"]
    assert around.aws.asked == []


def test_two_payments_of_a_card_are_judged_by_the_same_history(around: Surroundings) -> None:
    first, second = judged(payment(1, card="tok_same_one"), payment(2, card="tok_same_one"))
    assert first["analysis"]["Payload"]["history"]["seen"] == second["analysis"]["Payload"]["history"]["seen"] == "0"


@pytest.mark.parametrize(("port", "line"), [("analyze", "not analyzed"), ("validate", "not validated")])
def test_what_cannot_be_judged_is_unknown_and_keeps_no_other(
    port: str, line: str, around: Surroundings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, port, failing(getattr(module, port), "t-0001"))
    first, second = judged(payment(1), payment(2))
    assert (first, second["status"]) == (UNKNOWN, "judged")
    assert told(caplog) == [f"a payment was {line} (ConnectionError); it is decided by itself"]
    assert around.started == []


@pytest.mark.parametrize("answer", [services.failing("ProvisionedThroughputExceededException"), services.silent])
def test_without_histories_nothing_is_judged_but_what_is_refused(answer: Any, around: Surroundings) -> None:
    around.aws.answers["BatchGetItem"] = answer
    assert [each["status"] for each in judged(payment(1), payment(2, amount=-7), payment(3))] == [
        *("unknown", "rejected", "unknown"),
    ]


@pytest.mark.usefixtures("around")
def test_what_nobody_waits_for_any_longer_is_not_judged(caplog: pytest.LogCaptureFixture) -> None:
    assert judged(payment(1), payment(2, amount=-7), within_ms=-1)[0] == UNKNOWN
    assert told(caplog) == ["a payment was not analyzed (TimeoutError); it is decided by itself"]


@pytest.mark.usefixtures("around")
def test_up_to_the_last_moment_that_somebody_waits_for_it_a_payment_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([100.0, 106.0, 106.001])
    clock = SimpleNamespace(monotonic=lambda: next(moments), time_ns=time.time_ns)
    monkeypatch.setattr(module, "time", clock)
    assert [each["status"] for each in judged(payment(1), payment(2), within_ms=6_000)] == ["judged", "unknown"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(requests=st.lists(JSON, max_size=5))
def test_whatever_is_no_payment_is_refused_and_harms_no_other(around: Surroundings, requests: list[object]) -> None:
    *others, own = judged(*requests, payment())
    assert {each["status"] for each in others} <= {"rejected"}
    assert own["status"] == "judged"


def test_the_longest_payments_of_a_call_fit_into_what_a_workflow_holds(around: Surroundings) -> None:
    longest: dict[str, object] = {
        "amount": "1000.00",
        "merchant_name": "\N{CJK UNIFIED IDEOGRAPH-20000}" * 64,
        "merchant_category_code": "5812",
        "entry_mode": "contactless",
    }
    ids = ("merchant_id", "terminal_id", "customer_token", "device_token")
    requests = [
        payment(card=f"{number:02}".ljust(64, "x"), transaction_id=f"{number:02}".ljust(64, "y"))
        | longest
        | {name: f"{number:02}".ljust(64, "z") for name in ids}
        for number in range(MOST)
    ]
    said = judged(*requests)
    assert {each["status"] for each in said} == {"judged"}
    held = json.dumps({"transactions": requests, "judged": {"each": said}}, ensure_ascii=False)
    # These cards are new: the longest states of others come on top.
    assert len(held.encode()) + MOST * LONGEST_STATE < HELD * 2 / 3
    assert around.started == []

"""The handler chooses the model by the parameter's value, and lets no value into a line."""

import json
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from lambdas.fraud_analyzer import card_state, endpoint, model, recent_state, shadow
from lambdas.fraud_analyzer import handler as module
from lambdas.fraud_analyzer.scoring import Thresholds
from tests.lambdas import services
from tests.lambdas.fraud_analyzer.replay import BEGINS, World, request
from tests.lambdas.levels import check_levels
from tests.lambdas.recorder import Recorder

NAME = "/fraud-detection/ml-model-endpoint"
NUMBERS = {
    "CALL_TIMEOUT_MS": "400",
    "MODEL_TIMEOUT_MS": "500",
    "PARAMETER_CACHE_SECONDS": "300",
    "REVIEW_THRESHOLD": "5000",
}
ANSWERED = {
    *("decision", "score", "score_text", "reasons", "alert", "held_back", "model", "rules"),
    *("ordinary_amount", "shadow_model", "shadow_score_text", "history", "merchant"),
}
Serve = Callable[[str], None]


def event(amount: float = 12.5, **history: object) -> dict[str, object]:
    """A payment by a card of which nothing is known yet."""
    day = datetime.now(UTC).date().isoformat()
    answer: dict[str, object] = {"Responses": {"card-histories": []}, "UnprocessedKeys": {}}
    known = {"available": True, "day": day, "answer": answer}
    return {"transaction": {**request(), "amount_usd": amount}, "history": history or known}


@pytest.fixture
def serve(aws: Recorder, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Let Parameter Store hold a value."""
    for name, value in {**NUMBERS, "MODEL_ENDPOINT_PARAMETER": NAME}.items():
        monkeypatch.setenv(name, value)
    return lambda value: aws.answers.update(GetParameters=services.parameters({NAME: value}))


def test_local_selects_the_shipped_model(serve: Serve) -> None:
    serve("local")
    answer = module.handler(event(), None)
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == ANSWERED
    assert answer["decision"] == "approve"
    assert answer["model"] == model.load().version
    assert (answer["shadow_model"], answer["shadow_score_text"]) == ("", "")


def test_a_second_model_scores_what_the_first_was_asked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    serve("local")
    second = replace(model.load(), version="m-2")
    monkeypatch.setattr(module, "_shadow", lambda: second)
    answer = module.handler(event(), None)
    assert (answer["shadow_model"], answer["shadow_score_text"]) == ("m-2", answer["score_text"])


def test_the_clock_is_the_servers_and_not_the_senders(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    serve("local")
    sent = event()
    dated = {**sent, "transaction": {**cast(dict[str, object], sent["transaction"]), "timestamp": 1}}
    monkeypatch.setattr("time.time_ns", lambda: BEGINS * 1_000_000 + 999_999)
    known = {**cast(dict[str, object], sent["history"]), "day": World().day}
    answer = module.handler({**dated, "history": known}, None)
    state = json.loads(cast(dict[str, str], answer["history"])["state"])
    assert (card_state.read(state["card"]).at, recent_state.read(state["recent"]).at) == (BEGINS, BEGINS)


def test_history_that_is_unavailable_is_reviewed_and_told_to_those_who_run_it(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    serve("local")
    answer = module.handler(event(available=False), None)
    assert (answer["decision"], answer["reasons"], answer["alert"]) == ("review", ["history_unavailable"], False)
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "history unavailable"
    ]


def test_more_than_the_threshold_of_the_environment_is_reviewed(serve: Serve) -> None:
    serve("local")
    answer = module.handler(event(5000.01), None)
    assert answer["decision"] == "review"
    assert "amount_above_review_threshold" in str(answer["reasons"])


def test_another_threshold_in_the_environment_is_another_threshold(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("local")
    monkeypatch.setenv("REVIEW_THRESHOLD", "10000")
    assert "amount_above_review_threshold" not in str(module.handler(event(10000.0), None)["reasons"])
    assert "amount_above_review_threshold" in str(module.handler(event(10000.01), None)["reasons"])


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("value", ["", "0", "-1", "5,000", "5e3", "05", " 5", "5.0", "five", "${var.number}", "\u0665"])
def test_without_a_number_that_it_needs_no_transaction_is_analyzed(
    number: str, value: str, serve: Serve, aws: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("local")
    monkeypatch.setenv(number, value)
    for _ in range(2):
        with pytest.raises(ValueError, match=f"{number}: not a whole number above 0 in plain digits"):
            module.handler(event(), None)
    monkeypatch.delenv(number)
    with pytest.raises(KeyError, match=number):
        module.handler(event(), None)
    assert aws.asked == []


def test_the_parameter_is_read_once_for_many_transactions(serve: Serve, aws: Recorder) -> None:
    serve("local")
    module.handler(event(), None)
    module.handler(event(), None)
    assert aws.asked == [{"Names": [NAME], "WithDecryption": True}]


def test_the_last_value_is_used_with_a_warning_while_the_parameter_cannot_be_read(
    serve: Serve, aws: Recorder, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0], time_ns=time.time_ns))
    serve("local")
    module.handler(event(), None)
    aws.answers["GetParameters"] = services.silent
    now[0] = 301
    assert module.handler(event(), None)["decision"] == "approve"
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "parameters were not refreshed (ConnectTimeoutError); the known ones are used"
    ]


def test_a_second_model_that_cannot_be_read_is_told_to_those_who_run_it_and_changes_nothing(
    serve: Serve, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("local")
    (tmp_path / "shadow.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(shadow, "__file__", str(tmp_path / "shadow.py"))
    answer = module.handler(event(), None)
    assert (answer["decision"], answer["shadow_model"]) == ("approve", "")
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "shadow.json: no model can be read from it; correct the file, or take it out"
    ]


def test_a_url_with_a_key_selects_the_remote_model(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(json.dumps({"url": "https://model.example/score", "key": b64encode(bytes(32)).decode()}))
    sent: list[bytes] = []

    def post(_: endpoint.Address, seconds: float, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        assert seconds == 0.5
        sent.append(body)
        answer = b'{"score": 0.95}'
        return 200, endpoint.signature(endpoint.ANSWER, headers[endpoint.NONCE], answer, key=bytes(32)), answer

    monkeypatch.setattr(endpoint, "post", post)
    answer = module.handler(event(), None)
    assert (answer["decision"], answer["model"], answer["score_text"]) == ("decline", "remote", "0.9500")
    assert b"tok_" not in sent[0]
    assert caplog.records[0].getMessage() == "decline by the remote model"


@pytest.mark.parametrize("value", ["ftp://secret", "https://secret.example/score", '{"url": "https://secret.example"}'])
def test_any_other_value_is_an_error(value: str, serve: Serve) -> None:
    serve(value)
    with pytest.raises(ValueError, match="model endpoint") as failure:
        module.handler(event(), None)
    assert "secret" not in str(failure.value)


def test_a_score_in_the_models_upper_band_is_told_to_those_who_run_it_and_an_opinion_of_rules_is_not(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("local")
    shipped = model.load()
    for review, told in ((0.0, True), (1.0, False)):
        caplog.clear()
        suspicious = replace(shipped, thresholds=Thresholds(review, None))
        monkeypatch.setattr(module, "_shipped", lambda suspicious=suspicious: suspicious)
        assert module.handler(event(7777.77), None)["decision"] == "review"
        assert ("score in the upper band" in [record.getMessage() for record in caplog.records]) is told


def test_what_nobody_scored_is_not_in_the_upper_band(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    serve("local")
    module.handler(event(available=False), None)
    assert "score in the upper band" not in [record.getMessage() for record in caplog.records]


def test_the_log_holds_decision_and_model_only(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    serve("local")
    for amount in (12.5, 7777.77):
        module.handler(event(amount), None)
    told = [record.getMessage() for record in caplog.records]
    assert told == ["approve by the local model", "review by the local model"]


def test_the_log_is_the_functions_own_at_the_level_of_its_environment() -> None:
    check_levels(module)

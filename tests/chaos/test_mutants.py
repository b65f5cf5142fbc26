"""The table's judge notices: definitions that lose something, or approve too much, are run, and named."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from live.answers import Answer
from tests.chaos.interpreter import Interpreter
from tests.chaos.judge import unresumed, wrong
from tests.chaos.rows import ALWAYS, BROKEN, Fault, Row
from tests.chaos.services import Services
from tests.chaos.trial import tried

States = dict[str, Any]


def without_a_catcher(states: States) -> None:
    del states["StoreTransaction"]["Catch"]


def approving_what_was_not_analyzed(states: States) -> None:
    states["ReviewInstead"]["Result"]["Payload"]["decision"] = "approve"


def trying_for_long(states: States) -> None:
    states["PublishEvent"]["Retry"][0]["MaxAttempts"] = 5


def forgetting_the_event(states: States) -> None:
    states["PublishEvent"]["Catch"][-1]["Next"] = "NeedsNotification"


def settling_before_it_tells(states: States) -> None:
    states["StoreTransaction"]["Next"] = "SettleTransaction"


def answering_what_it_could_not_store(states: States) -> None:
    states["KeepUnstored"]["Next"] = "Done"


def deciding_anew(states: States) -> None:
    states["StoreTransaction"]["Catch"][0]["Next"] = "PublishEvent"


def keeping_half(states: States) -> None:
    del states["KeepUnstored"]["Parameters"]["MessageBody"]["transaction.$"]


def storing_without_the_marker(states: States) -> None:
    states["StoreTransaction"]["Parameters"]["TransactItems"].pop(0)


ANALYSIS, STORE = Row((), {"AnalyzeTransaction": BROKEN}), Row((), {"StoreTransaction": BROKEN})
PUBLICATION = Row((), {"PublishEvent": Fault("EventBridge.FailedEntry", ALWAYS)})
SETTLING = Row((), {}, {"SettleTransaction": BROKEN})


@pytest.mark.parametrize(
    ("mutate", "row", "words"),
    [
        (without_a_catcher, STORE, "neither stored nor a dead letter"),
        (approving_what_was_not_analyzed, ANALYSIS, "the decision is approve, and the analyzer said nothing"),
        (trying_for_long, PUBLICATION, "PublishEvent was tried 6 times, not 3"),
        (forgetting_the_event, PUBLICATION, "event is neither sent nor kept"),
        (settling_before_it_tells, Row((), {}), "settled, and alert and event"),
        (answering_what_it_could_not_store, STORE, "what is not stored is answered with a decision"),
        (deciding_anew, SETTLING, "is not the decision that is stored"),
        (keeping_half, STORE, "a dead letter is not whole"),
        (storing_without_the_marker, Row((), {}), "marker and row are not stored together"),
    ],
)
def test_a_definition_that_loses_something_is_named(
    mutate: Callable[[States], None], row: Row, words: str, interpreter: Interpreter
) -> None:
    definition = deepcopy(dict(interpreter.definition))
    mutate(definition["States"])
    said = tried(row, interpreter.changed(definition))
    assert any(words in each for each in said), said


def test_a_row_that_never_reaches_its_task_is_named(interpreter: Interpreter) -> None:
    assert "KeepUnstored was never reached" in tried(Row(("KeepUnstored",), {}), interpreter)


def test_an_api_that_does_not_say_when_to_send_again_is_named(interpreter: Interpreter) -> None:
    silent = tuple(
        replace(each, template=each.template.replace("header.Retry-After", "header.Other"))
        for each in interpreter.responses
    )
    said = tried(STORE, interpreter.changed(interpreter.definition, silent))
    assert "the answer does not say when to send again, or says too much" in said


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(200, {}, "oops"), "is no JSON object"),
        (Answer(200, {}, "[]"), "is no JSON object"),
        (Answer(200, {}, '{"status": "rejected"}'), "tells no decision"),
        (Answer(500, {}, '{"message": "x"}'), "the answer is 500"),
        (Answer(503, {}, '{"message": "x"}'), "does not say when"),
        (Answer(503, {"Retry-After": "1"}, '{"message": "x", "cause": "y"}'), "says too much"),
        (Answer(503, {"Retry-After": "1"}, '{"message": "x"}'), "neither stored nor a dead letter"),
    ],
)
def test_an_answer_that_is_not_as_promised_is_named(answer: Answer, words: str) -> None:
    assert any(words in each for each in wrong(answer, Services("decline"), {}, {}, {}))


def test_what_is_still_not_settled_after_it_was_sent_again_is_named() -> None:
    answer = Answer(503, {"Retry-After": "1"}, '{"message": "x"}')
    said = unresumed(answer, Services("decline", letters=[]), "decline")
    assert {"sent again, the answer is 503", "sent again, it is not settled"} <= set(said)

"""The table's judge notices: definitions that lose something, or approve too much, are run, and named."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from live.answers import Answer
from tests.chaos.errors import THROTTLED
from tests.chaos.faults import ALWAYS, BROKEN, Fault, Faults, Malformed
from tests.chaos.interpreter import Interpreter
from tests.chaos.judge import unresumed, wrong
from tests.chaos.rows import CANCELED, Row
from tests.chaos.services import Services
from tests.chaos.trial import tried

States = dict[str, Any]


def without_a_catcher(states: States) -> None:
    del states["StoreTransaction"]["Catch"]


def approving_what_was_not_analyzed(states: States) -> None:
    states["ReviewInstead"]["Parameters"]["Payload"]["decision"] = "approve"


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


def giving_up_on_a_conflict(states: States) -> None:
    states["WasStoredBefore"]["Choices"][0]["Next"] = "KeepUnstored"


def answering_as_if_it_had_been_stored(states: States) -> None:
    states["WasStoredMeanwhile"]["Choices"][0]["Next"] = "RefuseConflict"


def storing_the_second_time_without_a_condition(states: States) -> None:
    for item in states["StoreTransactionAgain"]["Parameters"]["TransactItems"]:
        for write in item.values():
            if "transaction_id" in (write.get("Item") or write["Key"]):
                write.pop("ConditionExpression", None)


def naming_no_generic_error(states: States) -> None:
    states["StoreTransaction"]["Retry"][0]["ErrorEquals"].remove("DynamoDb.DynamoDbException")


def trusting_the_analysis(states: States) -> None:
    states["AnalyzeTransaction"]["Next"] = "StoreTransaction"


def trusting_the_validation(states: States) -> None:
    states["IsValid"]["Choices"][0]["And"] = states["IsValid"]["Choices"][0]["And"][:2]


def taking_any_word_for_a_decision(states: States) -> None:
    del states["IsAnalyzed"]["Choices"][0]["And"][2]


def resuming_what_is_not_whole(states: States) -> None:
    states["WasStoredBefore"]["Choices"][1]["And"] = states["WasStoredBefore"]["Choices"][1]["And"][:2]


def answering_as_resumed(states: States) -> None:
    states["WasResumed"]["Choices"][0]["And"] = [{"Variable": "$.stored", "IsPresent": True}]


def counting_over_anothers_count(states: States) -> None:
    del states["StoreTransaction"]["Parameters"]["TransactItems"][-1]["Update"]["ConditionExpression"]


def counting_apart_from_the_row(states: States) -> None:
    del states["StoreTransaction"]["Parameters"]["TransactItems"][-1]


def calling_new_what_it_could_not_read(states: States) -> None:
    new = {"available": True, "day": "2026-11-26", "answer": {"Responses": {"card-histories": []}}}
    states["ReadRequest"]["Branches"][1]["States"]["HistoryUnavailable"]["Result"] = new


def ending_with_the_history(states: States) -> None:
    del states["ReadRequest"]["Branches"][1]["States"]["ReadHistory"]["Catch"]


def approving_what_is_not_counted(states: States) -> None:
    del states["IsAnalyzed"]["Choices"][1]["And"][-3:]


def accepting_what_it_could_not_queue(states: States) -> None:
    states["QueueRequest"]["Catch"][0]["Next"] = "AcceptRequest"


def suspecting_what_it_has_no_time_for(states: States) -> None:
    states["AnalyzeTransaction"]["Catch"].pop(0)


def queueing_whatever_fails(states: States) -> None:
    states["ReadRequest"]["Catch"][0]["ErrorEquals"] = ["States.ALL"]


def queueing_without_who_sent_it(states: States) -> None:
    states["QueueRequest"]["Parameters"]["MessageBody"]["sender"] = "unknown"


def waiting_before_it_queues(states: States) -> None:
    names = states["AnalyzeTransaction"]["Retry"][0]["ErrorEquals"]
    names.append(THROTTLED)


def never_taking_the_message(states: States) -> None:
    states["IsFromQueue"]["Choices"][0]["Next"] = "Done"


def taking_the_message_at_once(states: States) -> None:
    states["TakeDrained"]["Next"] = "TakeFromQueue"
    states["TakeFromQueue"]["Next"] = "IsAnalyzed"


def losing_the_merchants_count(states: States) -> None:
    states["CountAtMerchant"]["Catch"][0]["Next"] = "Done"


def alarming_nobody(states: States) -> None:
    states["ReviewContended"]["Parameters"]["Payload"]["alert"] = False


def telling_the_dead_letter_the_code(states: States) -> None:
    states["KeepUnsent"]["Parameters"]["MessageBody"]["code.$"] = "$.not_me.code"


def settling_without_the_code(states: States) -> None:
    states["SendNotification"]["Next"] = "SettleTransaction"


ANALYSIS, STORE = Row((), {"AnalyzeTransaction": BROKEN}), Row((), {"StoreTransaction": BROKEN})
PUBLICATION = Row((), {"PublishEvent": Fault("EventBridge.FailedEntry", ALWAYS)})
SETTLING = Row((), {}, {"SettleAlerted": BROKEN})
CANCELED_ONCE = Row((), {"StoreTransaction": Fault(CANCELED, 1)})
UNLISTED = Row((), {"StoreTransaction": Fault("DynamoDb.DynamoDbException", 1)})


CANCELED_ALWAYS = Row((), {task: Fault(CANCELED, ALWAYS) for task in ("StoreTransaction", "StoreTransactionAgain")})


def answered(task: str, words: str, before: Faults | None = None) -> Row:
    return Row((), {task: Malformed(words)}, before)


UNKNOWN = answered("AnalyzeTransaction", "an unknown decision")
UNCOUNTED = answered("AnalyzeTransaction", "an approval that is not counted")
NO_ALERT = answered("ReadStoredDecision", "no alert, in Item", {"SettleAlerted": BROKEN})
OVERFLOW = {"AnalyzeTransaction": Fault(THROTTLED, ALWAYS)}
UNREAD = Row((), {"ReadHistory": BROKEN}, opinion="approve")


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
        (giving_up_on_a_conflict, CANCELED_ONCE, "what passed left the answer 503 and the dead letters ['not_stored']"),
        (answering_as_if_it_had_been_stored, CANCELED_ALWAYS, "neither stored nor a dead letter"),
        (storing_the_second_time_without_a_condition, Row((), {}, rival=True), "stored over what another had stored"),
        (naming_no_generic_error, UNLISTED, "what passed left the answer 503 and the dead letters ['not_stored']"),
        (trusting_the_analysis, answered("AnalyzeTransaction", "null"), "nobody understands is not reviewed"),
        (trusting_the_validation, answered("ValidateTransaction", "no digest"), "nobody understands is not kept"),
        (taking_any_word_for_a_decision, UNKNOWN, "the decision is allow, and the analyzer said nothing"),
        (resuming_what_is_not_whole, NO_ALERT, "it ended with States.Runtime, which nothing catches"),
        (counting_over_anothers_count, Row((), {}, busy=1), "stored over what another had stored"),
        (counting_apart_from_the_row, Row((), {}, opinion="approve"), "it is approved, and counts nowhere"),
        (calling_new_what_it_could_not_read, UNREAD, "approved, and what is remembered could not be read"),
        (ending_with_the_history, UNREAD, "what could not be remembered ended it"),
        (approving_what_is_not_counted, UNCOUNTED, "the decision is approve, and the analyzer said nothing"),
        (losing_the_merchants_count, Row((), {"CountAtMerchant": BROKEN}), "count is lost in silence"),
        (alarming_nobody, Row((), {}, busy=2), "the customer is not told"),
        (
            telling_the_dead_letter_the_code,
            Row((), {"SendNotification": BROKEN}),
            "the code of an alert is told elsewhere",
        ),
        (settling_without_the_code, Row((), {}), "the code of an alert is of no use"),
        (accepting_what_it_could_not_queue, Row((), {**OVERFLOW, "QueueRequest": BROKEN}), "it is accepted, 0 times"),
        (suspecting_what_it_has_no_time_for, Row((), OVERFLOW), "suspected for want of capacity"),
        (queueing_whatever_fails, Row((), {"ValidateTransaction": BROKEN}), "no function was throttled"),
        (queueing_without_who_sent_it, Row((), OVERFLOW), "it is accepted, 1 times queued"),
        (waiting_before_it_queues, Row((), OVERFLOW), "AnalyzeTransaction was tried 2 times, though it is throttled"),
        (never_taking_the_message, Row((), {}, drained=True), "its message this is taken out of the queue: []"),
        (taking_the_message_at_once, Row((), {"StoreTransaction": BROKEN}, drained=True), "and it is not decided"),
        (answering_as_resumed, CANCELED_ONCE, "what passed left the answer 503"),
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

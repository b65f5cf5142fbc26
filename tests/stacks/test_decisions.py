"""Which answer follows from which failure: the workflow's own definition, run with tasks that answer as told."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.stacks.interpreter import Failed, Run

BODY = {"transaction_id": "t-1", "timestamp": 1_767_225_600_000, "amount": 12.5}
TRANSACTION = {
    **BODY,
    "amount_text": "12.50",
    "amount_usd": 12.5,
    "timestamp_text": "1767225600000",
    **dict.fromkeys(("currency", "card_token", "merchant_id", "terminal_id", "country"), "x"),
}
VALID = {"valid": True, "transaction": TRANSACTION, "digest": "d1"}
REVIEW = {"decision": "review", "score": 0.5, "score_text": "0.5", "reasons": ["r"], "model": "m"}
APPROVE = {**REVIEW, "decision": "approve", "reasons": []}
STORED = {
    "digest": {"S": "d1"},
    "row_timestamp": {"N": "1767220000000"},
    "decision": {"S": "decline"},
    "score": {"N": "0.9"},
    "reasons": {"S": '["stored"]'},
    "model": {"S": "before"},
}
SETTLED = {**STORED, "settled": {"BOOL": True}}
AGAIN = Failed("DynamoDb.TransactionCanceledException")


@pytest.fixture
def run(states: dict[str, Any]) -> Callable[..., tuple[Any, Run]]:
    def start(**answers: Any) -> tuple[Any, Run]:
        usual = {"ValidateTransaction": {"Payload": VALID}, "AnalyzeTransaction": {"Payload": APPROVE}}
        running = Run(states, {**usual, **answers})
        return running.start(BODY), running

    return start


def test_an_approved_transaction_is_stored_and_published_and_nobody_is_bothered(run: Any) -> None:
    answer, ran = run()
    assert answer["status"] == "decided"
    assert (answer["decision"], answer["duplicate"]) == ("approve", False)
    assert {"StoreTransaction", "PublishEvent"} < set(ran.asked)
    assert "SendNotification" not in ran.asked


def test_a_transaction_for_review_reaches_the_customer(run: Any) -> None:
    answer, ran = run(AnalyzeTransaction={"Payload": REVIEW})
    assert answer["decision"] == "review"
    told = {"transaction": TRANSACTION, "analysis": REVIEW, "earlier_attempts": 0}
    assert ran.asked["SendNotification"]["Payload"] == told


def test_what_is_no_transaction_is_rejected_with_all_errors_and_goes_nowhere(run: Any) -> None:
    answer, ran = run(ValidateTransaction={"Payload": {"valid": False, "errors": ["e1", "e2"]}})
    assert answer == {"status": "rejected", "errors": ["e1", "e2"]}
    assert set(ran.asked) == {"ValidateTransaction"}


def test_a_failed_analysis_leads_to_review_and_never_to_approval(run: Any) -> None:
    answer, ran = run(AnalyzeTransaction=Failed("ParameterUnreadable"))
    assert (answer["decision"], answer["reasons"]) == ("review", ["analysis_unavailable"])
    assert "SendNotification" in ran.asked


def test_the_same_content_again_gets_the_stored_decision_and_nothing_is_sent_twice(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": SETTLED})
    assert (answer["decision"], answer["score"], answer["reasons"]) == ("decline", 0.9, ["stored"])
    assert answer["duplicate"] is True
    assert set(ran.asked) == {"ValidateTransaction", "AnalyzeTransaction", "StoreTransaction", "ReadStoredDecision"}


def test_what_another_write_cancelled_is_stored_where_nothing_is_there(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN)
    assert (answer["status"], answer["duplicate"]) == ("decided", False)
    assert ran.asked["StoreTransactionAgain"] == ran.asked["StoreTransaction"]


def test_what_died_after_it_was_stored_is_published_alerted_and_settled_by_the_next_repetition(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": STORED})
    assert (answer["decision"], answer["score"], answer["reasons"]) == ("decline", 0.9, ["stored"])
    assert answer["duplicate"] is True
    assert list(ran.asked)[-3:] == ["PublishEvent", "SendNotification", "SettleTransaction"]


def test_what_is_resumed_tells_of_the_stored_row_however_the_repetition_is_dated_and_judged(run: Any) -> None:
    _, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": STORED})
    then = {"timestamp": 1_767_220_000_000, "timestamp_text": "1767220000000"}
    stored = {"decision": "decline", "score": 0.9, "score_text": "0.9", "reasons": ["stored"], "model": "before"}
    (event,) = ran.asked["PublishEvent"]["Entries"]
    assert (event["Detail"]["timestamp"], event["Detail"]["decision"]) == (1_767_220_000_000, "decline")
    told = ran.asked["SendNotification"]["Payload"]
    assert told["transaction"] == {**TRANSACTION, **then}
    assert told["analysis"] == {**stored, "resumed": True}


def test_a_resumed_approval_is_published_and_bothers_nobody(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": {**STORED, "decision": {"S": "approve"}}})
    assert (answer["decision"], answer["duplicate"]) == ("approve", True)
    assert {"PublishEvent", "SettleTransaction"} < set(ran.asked)
    assert "SendNotification" not in ran.asked


def test_other_content_under_the_same_id_is_a_conflict(run: Any) -> None:
    answer, ran = run(
        StoreTransaction=AGAIN,
        ReadStoredDecision={"Item": {**STORED, "digest": {"S": "other"}}},
    )
    assert answer == {"status": "conflict"}
    assert "PublishEvent" not in ran.asked
    assert ran.asked["ReadStoredDecision"]["Key"] == {"transaction_id": {"S": "t-1"}, "timestamp": {"N": "0"}}


@pytest.mark.parametrize(
    "failure",
    [
        {"StoreTransaction": Failed("States.Timeout")},
        {"StoreTransaction": AGAIN, "StoreTransactionAgain": AGAIN},
        {"StoreTransaction": AGAIN, "ReadStoredDecision": Failed("States.Timeout")},
        {"StoreTransaction": Failed("States.Timeout"), "KeepUnstored": Failed("States.Timeout")},
    ],
)
def test_what_could_not_be_stored_is_kept_and_fails(run: Any, states: dict[str, Any], failure: dict[str, Any]) -> None:
    usual = {"ValidateTransaction": {"Payload": VALID}, "AnalyzeTransaction": {"Payload": APPROVE}}
    ran = Run(states, {**usual, **failure})
    with pytest.raises(Failed, match="TransactionNotStored"):
        ran.start(BODY)
    message = ran.asked["KeepUnstored"]["MessageBody"]
    assert (message["reason"], message["transaction"], message["analysis"]) == ("not_stored", TRANSACTION, APPROVE)


def test_without_a_validation_the_body_is_kept_as_it_came(states: dict[str, Any]) -> None:
    ran = Run(states, {"ValidateTransaction": Failed("Lambda.Unknown")})
    with pytest.raises(Failed, match="TransactionNotStored"):
        ran.start(BODY)
    message = ran.asked["KeepUnvalidated"]["MessageBody"]
    assert message == {"reason": "validation_unavailable", "transaction": BODY, "analysis": None}


@pytest.mark.parametrize(
    ("task", "keeper", "reason"),
    [
        ("PublishEvent", "KeepUnpublished", "event_not_published"),
        ("SendNotification", "KeepUnsent", "customer_not_notified"),
    ],
)
def test_the_decision_stands_whatever_fails_after_it_was_stored(run: Any, task: str, keeper: str, reason: str) -> None:
    answer, ran = run(AnalyzeTransaction={"Payload": REVIEW}, **{task: Failed("States.Timeout")})
    assert (answer["status"], answer["decision"]) == ("decided", "review")
    assert ran.asked[keeper]["MessageBody"]["reason"] == reason
    assert list(ran.asked)[-1] == "SettleTransaction"


@pytest.mark.parametrize(("task", "keeper"), [("PublishEvent", "KeepUnpublished"), ("SendNotification", "KeepUnsent")])
def test_what_is_neither_sent_nor_kept_is_not_settled_and_not_called_decided(
    states: dict[str, Any], task: str, keeper: str
) -> None:
    usual = {"ValidateTransaction": {"Payload": VALID}, "AnalyzeTransaction": {"Payload": REVIEW}}
    ran = Run(states, {**usual, **dict.fromkeys((task, keeper), Failed("States.Timeout"))})
    with pytest.raises(Failed, match="TransactionNotSettled"):
        ran.start(BODY)
    assert "SettleTransaction" not in ran.asked


def test_the_decision_stands_though_it_could_not_be_settled(run: Any) -> None:
    answer, ran = run(SettleTransaction=Failed("DynamoDB.ConditionalCheckFailedException"))
    assert (answer["status"], answer["decision"], answer["duplicate"]) == ("decided", "approve", False)
    assert "PublishEvent" in ran.asked


def test_only_a_marker_that_is_there_is_settled(run: Any) -> None:
    _, ran = run()
    asked = ran.asked["SettleTransaction"]
    assert asked["Key"] == {"transaction_id": {"S": "t-1"}, "timestamp": {"N": "0"}}
    assert asked["ConditionExpression"] == "attribute_exists(transaction_id)"
    assert asked["ExpressionAttributeValues"] == {":settled": {"BOOL": True}}


def test_marker_and_row_are_written_together_under_one_token(run: Any) -> None:
    _, ran = run()
    asked = ran.asked["StoreTransaction"]
    marker, row = (item["Put"] for item in asked["TransactItems"])
    assert marker["Item"]["timestamp"] == {"N": "0"}
    assert marker["ConditionExpression"] == row["ConditionExpression"] == "attribute_not_exists(transaction_id)"
    assert marker["Item"]["row_timestamp"] == row["Item"]["timestamp"] == {"N": "1767225600000"}
    assert marker["Item"]["model"] == row["Item"]["model"] == {"S": "m"}
    assert "settled" not in marker["Item"]
    assert row["Item"]["amount"] == {"N": "12.50"}
    assert 1 <= len(asked["ClientRequestToken"]) <= 36

"""Which answer follows from which failure: the workflow's own definition, run with tasks that answer as told."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from policies.requirements import REPORTERS
from tests.stacks.interpreter import Failed, Run

CODE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}")
IDS = {"card_token": "c-1", "merchant_id": "m-1", "terminal_id": "p-1"}
BODY = {"transaction_id": "t-1", "timestamp": 1_767_225_600_000, "amount": 12.5, **IDS}
TRANSACTION = {
    **BODY,
    "amount_text": "12.50",
    "amount_usd": 12.5,
    "amount_usd_text": "12.50",
    "timestamp_text": "1767225600000",
    **dict.fromkeys(("currency", "country", "conversion"), "x"),
    **dict.fromkeys(("merchant_name", "merchant_category_code", "entry_mode", "customer_token", "device_token"), ""),
}
VALID = {"valid": True, "transaction": TRANSACTION, "digest": "d1"}
REVIEW: dict[str, Any] = {
    "decision": "review",
    "score": 0.5,
    "score_text": "0.5",
    "reasons": ["r"],
    "model": "m",
    "rules": "1",
    "ordinary_amount": "true",
    "shadow_model": "",
    "shadow_score_text": "",
    "alert": True,
    "history": {"counted": True, "state": "{}", "seen": "4", "next": "5", "expires": "9"},
    "merchant": {"counted": True, "weight": "1.5", "expires": "8"},
}
APPROVE = {**REVIEW, "decision": "approve", "reasons": [], "alert": False}
VERDICT = {name: APPROVE[name] for name in ("decision", "score", "reasons")}
READ: dict[str, Any] = {"Responses": {"card-histories": []}, "UnprocessedKeys": {}}
STORED = {
    "digest": {"S": "d1"},
    "row_timestamp": {"N": "1767220000000"},
    "decision": {"S": "decline"},
    "score": {"N": "0.9"},
    "reasons": {"S": '["stored"]'},
    "alert": {"S": "true"},
}
USUAL: dict[str, Any] = {
    "ValidateTransaction": {"Payload": VALID},
    "AnalyzeTransaction": {"Payload": APPROVE},
    "AnalyzeTransactionAgain": {"Payload": APPROVE},
}
SETTLED = {**STORED, "settled": {"BOOL": True}}
AGAIN = Failed("DynamoDb.TransactionCanceledException")


@pytest.fixture
def run(states: dict[str, Any]) -> Callable[..., tuple[Any, Run]]:
    def start(**answers: Any) -> tuple[Any, Run]:
        running = Run(states, {**USUAL, **answers})
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
    told = ran.asked["SendNotification"]["Payload"]
    assert CODE.fullmatch(told.pop("code"))
    assert told == {"transaction": TRANSACTION, "analysis": REVIEW, "earlier_attempts": 0}


def test_each_alert_has_a_code_of_its_own_of_which_the_table_gets_the_hash_and_nothing_else_gets_anything(
    run: Any,
) -> None:
    codes = set()
    for failing in ({}, {"SendNotification": Failed("States.Timeout")}, {"PublishEvent": Failed("States.Timeout")}):
        answer, ran = run(AnalyzeTransaction={"Payload": REVIEW}, **failing)
        code = ran.asked["SendNotification"]["Payload"].pop("code")
        stored = ran.asked["SettleAlerted"]["ExpressionAttributeValues"]
        assert stored[":codes"] == {"SS": [hashlib.sha256(code.encode()).hexdigest()]}
        assert stored[":at"] == {"S": "2026-01-01T00:00:00.000Z"}
        assert code not in json.dumps([answer, ran.asked])
        codes.add(code)
    assert len(codes) == 3


def test_a_key_of_a_reporter_makes_no_payment_and_nothing_is_asked_for_it(
    states: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    *rules, drained = states["IsOfAClient"]["Choices"]
    assert (len(rules), drained["Next"]) == (len(REPORTERS), "IsDrained")
    for rule in rules:
        monkeypatch.setattr("tests.stacks.interpreter.NAME", rule["StringMatches"].replace("*", "0a1b-2c3d"))
        ran = Run(states, USUAL)
        assert ran.start(BODY) == {"status": "unknown"}
        assert ran.asked == {}


def test_what_is_no_transaction_is_rejected_with_all_errors_and_goes_nowhere(run: Any) -> None:
    answer, ran = run(ValidateTransaction={"Payload": {"valid": False, "errors": ["e1", "e2"]}})
    assert answer == {"status": "rejected", "errors": ["e1", "e2"]}
    assert set(ran.asked) == {"ValidateTransaction", "ReadHistory"}


def test_a_failed_analysis_leads_to_review_and_never_to_approval(run: Any) -> None:
    answer, ran = run(AnalyzeTransaction=Failed("ParameterUnreadable"))
    assert (answer["decision"], answer["reasons"]) == ("review", ["analysis_unavailable"])
    assert "SendNotification" in ran.asked


def test_the_same_content_again_gets_the_stored_decision_and_nothing_is_sent_twice(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": SETTLED})
    assert (answer["decision"], answer["score"], answer["reasons"]) == ("decline", 0.9, ["stored"])
    assert answer["duplicate"] is True
    asked = {"ValidateTransaction", "ReadHistory", "AnalyzeTransaction", "StoreTransaction", "ReadStoredDecision"}
    assert set(ran.asked) == asked


def test_where_a_write_was_cancelled_and_nothing_is_stored_all_is_decided_anew(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, AnalyzeTransactionAgain={"Payload": REVIEW}, ReadHistoryAgain=READ)
    assert (answer["decision"], answer["duplicate"]) == ("review", False)
    assert ran.asked["AnalyzeTransactionAgain"]["Payload"]["history"]["answer"] == READ
    first, second = ran.asked["StoreTransaction"], ran.asked["StoreTransactionAgain"]
    assert first["ClientRequestToken"] != second["ClientRequestToken"]
    assert second["TransactItems"][1]["Update"]["ExpressionAttributeValues"][":decision"] == {"S": "review"}


def test_after_a_second_time_a_person_looks_and_nothing_is_counted(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, StoreTransactionAgain=AGAIN)
    assert (answer["decision"], answer["reasons"]) == ("review", ["history_contended"])
    assert [[*each] for each in ran.asked["StoreUncounted"]["TransactItems"]] == [["Put"], ["Update"]]
    assert {"SendNotification"} < set(ran.asked)
    assert "CountAtMerchant" not in ran.asked


def test_the_history_is_read_by_card_terminal_and_merchant_as_it_is_now(run: Any) -> None:
    _, ran = run()
    ((_, asked),) = ran.asked["ReadHistory"]["RequestItems"].items()
    keys = [key["key"]["S"] for key in asked["Keys"]]
    assert asked["ConsistentRead"] is True
    assert keys[:2] == ["card#c-1", "terminal#p-1"]
    assert keys[2:] == [f"merchant#m-1#2026-01-01#{shard}" for shard in range(len(keys[2:]))]
    assert ran.asked["AnalyzeTransaction"]["Payload"]["history"] == {
        "available": True,
        "day": "2026-01-01",
        "answer": {},
    }


@pytest.mark.parametrize("terminal", [None, 7, ["p-1"], "absent"])
def test_without_a_terminal_that_is_a_text_an_item_is_read_that_nobody_has(
    states: dict[str, Any], terminal: object
) -> None:
    body = {**BODY, "terminal_id": terminal}
    if terminal == "absent":
        del body["terminal_id"]
    ran = Run(states, USUAL)
    assert ran.start(body)["status"] == "decided"
    ((_, asked),) = ran.asked["ReadHistory"]["RequestItems"].items()
    assert asked["Keys"][1] == {"key": {"S": "terminal#"}}


@pytest.mark.parametrize("body", [{}, {"card_token": None}, {"card_token": 4, "merchant_id": "m"}, {"card_token": "c"}])
def test_without_texts_to_read_by_nothing_is_read_and_the_history_is_unavailable(
    states: dict[str, Any], body: dict[str, Any]
) -> None:
    ran = Run(states, {**USUAL, "AnalyzeTransaction": {"Payload": REVIEW}})
    ran.start(body)
    assert "ReadHistory" not in ran.asked
    assert ran.asked["AnalyzeTransaction"]["Payload"]["history"] == {"available": False}


def test_who_could_not_see_the_history_approves_nothing(run: Any) -> None:
    unseen = {**APPROVE, "history": {**APPROVE["history"], "counted": False}}
    answer, _ = run(ReadHistory=Failed("States.Timeout"), AnalyzeTransaction={"Payload": unseen})
    assert (answer["decision"], answer["reasons"]) == ("review", ["analysis_unavailable"])


def test_a_review_for_want_of_history_alone_is_not_told_to_the_customer(run: Any) -> None:
    uncounted = {part: {**REVIEW[part], "counted": False} for part in ("history", "merchant")}
    unseen = {**REVIEW, **uncounted, "reasons": ["history_unavailable"], "alert": False}
    answer, ran = run(ReadHistory=Failed("States.Timeout"), AnalyzeTransaction={"Payload": unseen})
    assert (answer["decision"], answer["reasons"]) == ("review", ["history_unavailable"])
    assert {"StoreUncounted", "PublishEvent"} < set(ran.asked)
    assert not {"SendNotification", "CountAtMerchant"} & set(ran.asked)


def test_what_died_after_it_was_stored_is_published_alerted_and_settled_by_the_next_repetition(run: Any) -> None:
    answer, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": STORED})
    assert (answer["decision"], answer["score"], answer["reasons"]) == ("decline", 0.9, ["stored"])
    assert answer["duplicate"] is True
    assert list(ran.asked)[-3:] == ["PublishEvent", "SendNotification", "SettleAlerted"]


def test_what_is_resumed_tells_of_the_stored_row_however_the_repetition_is_dated_and_judged(run: Any) -> None:
    _, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": STORED})
    then = {"timestamp": 1_767_220_000_000, "timestamp_text": "1767220000000"}
    stored = {"decision": "decline", "score": 0.9, "reasons": ["stored"], "alert": True}
    (event,) = ran.asked["PublishEvent"]["Entries"]
    assert (event["Detail"]["timestamp"], event["Detail"]["decision"]) == (1_767_220_000_000, "decline")
    told = ran.asked["SendNotification"]["Payload"]
    assert told["transaction"] == {**TRANSACTION, **then}
    assert told["analysis"] == {**stored, "resumed": True}


def test_a_resumed_approval_is_published_and_bothers_nobody(run: Any) -> None:
    approved = {**STORED, "decision": {"S": "approve"}, "alert": {"S": "false"}}
    answer, ran = run(StoreTransaction=AGAIN, ReadStoredDecision={"Item": approved})
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
        {"StoreTransaction": AGAIN, "StoreTransactionAgain": AGAIN, "StoreUncounted": AGAIN},
        {"StoreTransaction": AGAIN, "ReadStoredDecision": Failed("States.Timeout")},
        {"StoreTransaction": Failed("States.Timeout"), "KeepUnstored": Failed("States.Timeout")},
    ],
)
def test_what_could_not_be_stored_is_kept_and_fails(run: Any, states: dict[str, Any], failure: dict[str, Any]) -> None:
    ran = Run(states, {**USUAL, **failure})
    with pytest.raises(Failed, match="TransactionNotStored"):
        ran.start(BODY)
    message = ran.asked["KeepUnstored"]["MessageBody"]
    assert (message["reason"], message["transaction"]) == ("not_stored", TRANSACTION)
    assert message["analysis"].keys() == VERDICT.keys()


def test_without_a_validation_the_body_is_kept_as_it_came(states: dict[str, Any]) -> None:
    ran = Run(states, {"ValidateTransaction": Failed("Lambda.Unknown")})
    with pytest.raises(Failed, match="TransactionNotStored"):
        ran.start(BODY)
    message = ran.asked["KeepUnvalidated"]["MessageBody"]
    assert message == {
        "reason": "validation_unavailable",
        "client": "k7client01",
        "transaction": BODY,
        "analysis": None,
    }


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
    assert list(ran.asked)[-2:] == ["SettleAlerted", "CountAtMerchant"]


def test_a_payment_is_counted_at_its_merchant_after_all_else(run: Any) -> None:
    _, ran = run()
    asked = ran.asked["CountAtMerchant"]
    assert list(ran.asked)[-2:] == ["SettleTransaction", "CountAtMerchant"]
    assert asked["Key"] == {"key": {"S": "merchant#m-1#2026-01-01#0"}}
    assert asked["UpdateExpression"].startswith("ADD #weight :weight")
    assert asked["ExpressionAttributeValues"] == {":weight": {"N": "1.5"}, ":expires": {"N": "8"}}


def test_a_count_that_fails_changes_no_answer_and_leaves_a_letter(run: Any) -> None:
    answer, ran = run(CountAtMerchant=Failed("States.Timeout"))
    assert (answer["status"], answer["decision"]) == ("decided", "approve")
    message = ran.asked["KeepUncounted"]["MessageBody"]
    assert (message["reason"], message["analysis"]) == ("merchant_not_counted", VERDICT)
    answer, _ = run(CountAtMerchant=Failed("States.Timeout"), KeepUncounted=Failed("States.Timeout"))
    assert answer["status"] == "decided"


@pytest.mark.parametrize(("task", "keeper"), [("PublishEvent", "KeepUnpublished"), ("SendNotification", "KeepUnsent")])
def test_what_is_neither_sent_nor_kept_is_not_settled_and_not_called_decided(
    states: dict[str, Any], task: str, keeper: str
) -> None:
    reviewed = {"AnalyzeTransaction": {"Payload": REVIEW}}
    ran = Run(states, {**USUAL, **reviewed, **dict.fromkeys((task, keeper), Failed("States.Timeout"))})
    with pytest.raises(Failed, match="TransactionNotSettled"):
        ran.start(BODY)
    assert not {"SettleTransaction", "SettleAlerted"} & {*ran.asked}


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
    marker, row = asked["TransactItems"][0]["Put"], asked["TransactItems"][1]["Update"]
    values = row["ExpressionAttributeValues"]
    assert marker["Item"]["timestamp"] == {"N": "0"}
    assert marker["ConditionExpression"] == row["ConditionExpression"] == "attribute_not_exists(transaction_id)"
    assert marker["Item"]["row_timestamp"] == row["Key"]["timestamp"] == {"N": "1767225600000"}
    assert marker["Item"]["model"] == values[":model"] == {"S": "m"}
    assert marker["Item"]["rules"] == values[":rules"] == {"S": "1"}
    assert marker["Item"]["alert"] == {"S": "false"}
    assert "settled" not in marker["Item"]
    assert values[":amount"] == {"N": "12.50"}
    assert 1 <= len(asked["ClientRequestToken"]) <= 36


def test_the_card_is_changed_in_the_same_write_and_only_if_it_is_still_what_was_seen(run: Any) -> None:
    _, ran = run()
    card = ran.asked["StoreTransaction"]["TransactItems"][2]["Update"]
    assert card["Key"] == {"key": {"S": "card#c-1"}}
    assert card["ConditionExpression"] == "attribute_not_exists(seq) OR seq = :seen"
    values = {":state": {"S": "{}"}, ":seen": {"N": "4"}, ":next": {"N": "5"}, ":expires": {"N": "9"}}
    assert card["ExpressionAttributeValues"] == values

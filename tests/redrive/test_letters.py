"""A dead letter says what is to be done, or is left as it is; it never makes the command fail."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrive.command import QUEUES
from redrive.deeds import Forget, Leave, Notify, Publish, Review, Start
from redrive.letters import NOT_UNDERSTOOD, OLDEST_MILLISECONDS, REASONS, TOO_OLD, UNDECIDED, Letter, read
from redrive.names import (
    BUS,
    DEAD_LETTERS,
    DETAIL_TYPE,
    NOTIFIER,
    OVERFLOW_DEAD_LETTERS,
    REVIEW,
    REVIEW_DEAD_LETTERS,
    SOURCE,
    TRANSACTIONS,
    WORKFLOW,
)
from redrive.shapes import FIELDS, OPTIONAL
from tests.lambdas.environments import environments
from tests.stacks.interpreter import Run

NOW = 1_790_000_000_000
BODY = {
    "transaction_id": "t-1",
    "timestamp": NOW - 60_000,
    "amount": 6000.5,
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-7",
    "terminal_id": "te-9",
    "country": "US",
}
ABSENT = dict.fromkeys(set(OPTIONAL) - set(BODY), "")
VALIDATED = BODY | ABSENT | {"amount_text": "6000.50", "timestamp_text": str(NOW - 60_000), "amount_usd": 6000.5}
ANALYSIS = {"decision": "review", "score": 0.5, "score_text": "0.5", "reasons": ["x"], "model": "local"}
EVENT: dict[str, Any] = {
    "version": "0",
    "id": "1",
    "source": SOURCE,
    "detail-type": DETAIL_TYPE,
    "detail": {"transaction_id": "t-1"},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
PARTS = {"reason": st.sampled_from(REASONS) | JSON, "transaction": st.just(VALIDATED) | JSON, "analysis": JSON}


def letter(queue: str = DEAD_LETTERS, **said: Any) -> Letter:
    return read(json.dumps(said), queue=queue, now=NOW)


def kept(reason: str, **changes: Any) -> Letter:
    return letter(
        **{"reason": reason, "transaction_id": "t-1", "transaction": VALIDATED, "analysis": ANALYSIS} | changes
    )


def test_what_was_not_stored_is_sent_again_as_the_caller_sent_it() -> None:
    assert kept("not_stored") == Letter("not_stored", "t-1", Start(BODY))


def test_what_the_caller_left_out_is_left_out_again() -> None:
    online = kept("not_stored", transaction=VALIDATED | {"terminal_id": "", "merchant_name": "Café"}).deed
    assert isinstance(online, Start)
    assert online.body == {name: value for name, value in BODY.items() if name != "terminal_id"} | {
        "merchant_name": "Café"
    }


@pytest.mark.parametrize("dollars", [None, 6000.5])
def test_what_an_amount_is_worth_is_published_or_that_nobody_knows_it(dollars: float | None) -> None:
    deed = kept("event_not_published", transaction=VALIDATED | {"amount_usd": dollars}).deed
    assert isinstance(deed, Publish)
    assert deed.detail["amount_usd"] == dollars


def test_a_letter_from_before_amounts_were_converted_is_published_for_review() -> None:
    older = {name: value for name, value in VALIDATED.items() if name != "amount_usd"}
    deed = kept("event_not_published", transaction=older).deed
    assert isinstance(deed, Publish)
    assert deed.detail["amount_usd"] is None


def test_of_a_merchant_that_was_not_counted_nothing_is_left_to_do() -> None:
    assert kept("merchant_not_counted").deed == Forget()


def test_what_nobody_validated_is_sent_again_and_its_id_is_not_shown() -> None:
    assert kept("validation_unavailable", transaction=BODY, analysis=None) == Letter(
        "validation_unavailable", "", Start(BODY)
    )


def test_what_was_accepted_and_never_decided_is_sent_again_as_it_was_queued() -> None:
    queued: dict[str, Any] = {"client": "k7client01", "request": BODY, "receipt": "0" * 64}
    said = letter(OVERFLOW_DEAD_LETTERS, **queued)
    assert said == Letter("accepted_and_not_decided", "", Start(BODY, "k7client01"))
    assert letter(**queued).deed is NOT_UNDERSTOOD
    assert letter(OVERFLOW_DEAD_LETTERS, reason="not_stored", transaction=VALIDATED).deed is NOT_UNDERSTOOD
    assert letter(OVERFLOW_DEAD_LETTERS, **queued | {"request": {"amount": 7}}).deed is NOT_UNDERSTOOD


@pytest.mark.parametrize("reason", ["not_stored", "validation_unavailable"])
def test_what_is_sent_again_is_of_the_client_that_sent_it(reason: str) -> None:
    assert kept(reason, client="k7client01").deed == Start(BODY, "k7client01")


def test_a_key_s_id_has_forty_characters_at_most_and_a_transaction_s_sixty_four() -> None:
    assert kept("not_stored", client="K-" * 20).deed == Start(BODY, "K-" * 20)
    longest = kept("not_stored", transaction=VALIDATED | {"transaction_id": "A_-9" * 16})
    assert longest.transaction_id == "A_-9" * 16
    longer = kept("not_stored", transaction=VALIDATED | {"transaction_id": "x" * 65})
    assert longer == Letter("not_stored", "", NOT_UNDERSTOOD)


@pytest.mark.parametrize("changes", [{"source": "x"}, {"detail-type": "x"}, {"detail": "x"}])
def test_an_event_of_another_kind_is_not_understood(changes: dict[str, Any]) -> None:
    assert letter(**EVENT | changes) == Letter("unknown", "", NOT_UNDERSTOOD)


@pytest.mark.parametrize("reason", ["event_not_published", "customer_not_notified", "merchant_not_counted"])
@pytest.mark.parametrize("wrong", ["transaction", "analysis"])
def test_a_letter_with_a_field_of_another_type_is_left(reason: str, wrong: str) -> None:
    parts: dict[str, Any] = {"transaction": VALIDATED, "analysis": ANALYSIS}
    changed = {"transaction": {"amount": "x"}, "analysis": {"score": "x"}}
    assert kept(reason, **{wrong: parts[wrong] | changed[wrong]}).deed is NOT_UNDERSTOOD


def test_what_is_left_is_told_in_words() -> None:
    assert NOT_UNDERSTOOD.why == "is not a letter that this command understands"
    assert TOO_OLD.why == "is older than 24 hours, and would be refused; settle it by hand"


@pytest.mark.parametrize("client", ["", "a_b", "a b", "k" * 41, None, 7, ["k7client01"]])
def test_a_client_that_is_no_key_s_id_is_none(client: object) -> None:
    assert kept("not_stored", client=client).deed == Start(BODY)


@pytest.mark.parametrize("reason", ["not_stored", "validation_unavailable"])
def test_what_the_validator_would_refuse_as_too_old_is_left(reason: str) -> None:
    oldest = NOW - OLDEST_MILLISECONDS
    assert isinstance(kept(reason, transaction=VALIDATED | {"timestamp": oldest}).deed, Start)
    assert kept(reason, transaction=VALIDATED | {"timestamp": oldest - 1}).deed is TOO_OLD


def test_an_event_that_could_not_be_published_is_published() -> None:
    deed = kept("event_not_published").deed
    assert isinstance(deed, Publish)
    assert "card_token" not in deed.detail


def test_a_customer_who_was_not_told_is_told() -> None:
    assert kept("customer_not_notified").deed == Notify(
        {"transaction": VALIDATED, "analysis": ANALYSIS, "earlier_attempts": 1}
    )


def test_an_event_that_could_not_be_delivered_goes_where_it_was_going() -> None:
    assert letter(**EVENT) == Letter("event_not_delivered", "t-1", Publish({"transaction_id": "t-1"}))
    assert letter(REVIEW_DEAD_LETTERS, **EVENT) == Letter("event_not_delivered", "t-1", Review(EVENT))


@pytest.mark.parametrize("missing", FIELDS)
def test_a_letter_without_a_field_is_left(missing: str) -> None:
    less = {name: value for name, value in VALIDATED.items() if name != missing}
    assert kept("not_stored", transaction=less).deed is NOT_UNDERSTOOD


@pytest.mark.parametrize("reason", ["event_not_published", "customer_not_notified"])
@pytest.mark.parametrize("analysis", [None, 1, "decline", [], [1], ["decision"]])
def test_a_letter_whose_analysis_is_no_object_is_left(reason: str, analysis: object) -> None:
    assert kept(reason, analysis=analysis).deed is NOT_UNDERSTOOD


@pytest.mark.parametrize("body", ["", "oops", "[]", "null", "1", '"text"', "[" * 100_000, '{"reason": "not_stored"}'])
def test_what_is_no_letter_is_left(body: str) -> None:
    assert read(body, queue=DEAD_LETTERS, now=NOW) == Letter("unknown", "", NOT_UNDERSTOOD)


def test_a_letter_of_the_workflow_is_left_in_the_reviewers_queue() -> None:
    said = {"reason": "not_stored", "transaction": VALIDATED, "analysis": ANALYSIS}
    assert letter(REVIEW_DEAD_LETTERS, **said).deed is NOT_UNDERSTOOD


@given(st.fixed_dictionaries({}, optional=PARTS), st.sampled_from([DEAD_LETTERS, REVIEW_DEAD_LETTERS]))
def test_whatever_a_letter_holds_it_is_understood_or_left(said: dict[str, Any], queue: str) -> None:
    found = read(json.dumps(said), queue=queue, now=NOW)
    assert found.reason in REASONS
    if isinstance(found.deed, Start):
        assert set(FIELDS) <= found.deed.body.keys() <= set(FIELDS) | set(OPTIONAL)
    elif not isinstance(found.deed, Publish | Notify | Forget):
        assert isinstance(found.deed, Leave)


@given(st.text())
def test_whatever_text_a_letter_is_it_is_understood_or_left(body: str) -> None:
    assert isinstance(read(body, queue=DEAD_LETTERS, now=NOW).deed, Leave)


def test_the_names_are_those_of_the_synthesized_stack(stack: dict[str, Any]) -> None:
    def names(type_: str, attribute: str = "name") -> set[str]:
        return {each[attribute] for each in stack["resource"][type_].values()}

    queues = names("aws_sqs_queue")
    assert {DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS, REVIEW} <= queues
    assert {name for name in queues if name.endswith("dead-letters")} == {*QUEUES}
    assert {BUS} == names("aws_cloudwatch_event_bus")
    assert TRANSACTIONS in names("aws_dynamodb_table")
    assert WORKFLOW in names("aws_sfn_state_machine")
    assert NOTIFIER in names("aws_lambda_function", "function_name")


def test_the_letters_are_those_that_the_workflow_keeps(states: dict[str, Any]) -> None:
    reasons = {
        state["Parameters"]["MessageBody"]["reason"] for name, state in states.items() if name.startswith("Keep")
    }
    assert reasons == set(REASONS) - {"event_not_delivered", UNDECIDED, "unknown"}


def test_what_is_read_of_an_accepted_payment_is_what_the_workflow_queues(states: dict[str, Any]) -> None:
    sent = states["QueueRequest"]["Parameters"]["MessageBody"]
    assert {name.removesuffix(".$") for name in sent} == {"client", "request", "receipt"}


def test_event_and_message_are_those_that_the_workflow_would_have_sent(states: dict[str, Any]) -> None:
    data: dict[str, Any] = {"validation": {"Payload": {"transaction": VALIDATED}}, "analysis": {"Payload": ANALYSIS}}
    data["not_me"] = {"code": "drawn"}
    run = Run(states, {})
    (entry,) = run._fill(states["PublishEvent"]["Parameters"], data)["Entries"]
    assert (entry["Source"], entry["DetailType"]) == (SOURCE, DETAIL_TYPE)
    assert kept("event_not_published").deed == Publish(entry["Detail"])
    payload = run._fill(states["SendNotification"]["Parameters"], data)["Payload"]
    assert payload["earlier_attempts"] == 0
    # A letter holds no code: `--apply` draws another one.
    assert payload.pop("code") == "drawn"
    assert kept("customer_not_notified").deed == Notify({**payload, "earlier_attempts": 1})


def test_what_is_too_old_for_the_deployed_validator_is_too_old_here(stack: dict[str, Any]) -> None:
    hours = int(environments(stack)["transaction-validator"]["MAXIMUM_AGE_HOURS"])
    assert hours * 60 * 60 * 1000 == OLDEST_MILLISECONDS
    assert f" {hours} hours" in TOO_OLD.why

"""What a claim, a release and a verdict ask DynamoDB for."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.payment import Payment, Said, Verdict
from review.writes import CLAIM_MILLISECONDS, claim, release, verdict

ME, DAY = "arn:aws:iam::123456789012:user/ann", 86_400_000
NOW = 20_700 * DAY
CASE = Payment(id="t-1", at=20_665 * DAY + 7, decision="review", terminal="p-1", ordinary=True)
KEY = {"transaction_id": {"S": "t-1"}, "timestamp": {"N": str(CASE.at)}}


def with_verdict(said: Said, by: str, *, counted: bool | None = None) -> Payment:
    """As stored after a verdict; a confirmed fraud counts, unless another payment of the card has counted there."""
    return replace(CASE, verdict=Verdict(said, by, NOW - 5), counted=said == "fraud" if counted is None else counted)


def counted(payment: Payment, said: Said) -> dict[str, int]:
    """By how much each counter of the terminal changes."""
    request = verdict(payment, said, who=ME, now=NOW)
    assert request is not None
    _, *counting = (item["Update"] for item in request["TransactItems"])
    if not counting:
        return {}
    (update,) = counting
    assert (update["TableName"], update["Key"]) == ("card-histories", {"key": {"S": "terminal#p-1"}})
    names = update["ExpressionAttributeNames"]
    adding = [name for name in names if name != "#expires"]
    assert update["UpdateExpression"] == f"ADD {', '.join(f'{name} :count' for name in adding)} SET #expires = :expires"
    assert int(update["ExpressionAttributeValues"][":expires"]["N"]) == NOW // 1000 + 60 * 86_400
    return dict.fromkeys((names[name] for name in adding), int(update["ExpressionAttributeValues"][":count"]["N"]))


def test_a_claim_holds_for_half_an_hour_and_only_where_the_case_is_free() -> None:
    request = claim(CASE, who=ME, now=NOW)
    assert (request["TableName"], request["Key"]) == ("transactions", KEY)
    assert request["ExpressionAttributeValues"][":until"] == {"N": str(NOW + CLAIM_MILLISECONDS)}
    assert "claimed_until <= :now OR claimed_by = :who" in request["ConditionExpression"]
    assert request["ConditionExpression"].startswith("decision = :review AND")


def test_only_the_claimant_releases() -> None:
    assert release(CASE, who=ME)["ConditionExpression"] == "claimed_by = :who"


def test_a_verdict_says_who_gave_it_and_takes_the_case_out_of_the_index() -> None:
    request = verdict(CASE, "fraud", who=ME, now=NOW)
    assert request is not None
    update = request["TransactItems"][0]["Update"]
    assert (update["TableName"], update["Key"]) == ("transactions", KEY)
    set_, removed = update["UpdateExpression"].removeprefix("SET ").split(" REMOVE ")
    values = update["ExpressionAttributeValues"]
    written = {name: values[value] for name, value in (part.split(" = ") for part in set_.split(", "))}
    assert written == {
        "reported": {"S": "fraud"},
        "reported_by": {"S": "reviewer"},
        "reported_rank": {"N": "3"},
        "reported_at": {"N": str(NOW)},
        "reviewed_by": {"S": ME},
        "counted": {"S": "yes"},
    }
    assert removed.split(", ") == ["review_shard", "claimed_by", "claimed_until", "announcement", "announced_at"]


def test_a_confirmed_fraud_counts_at_its_terminal_on_the_day_of_the_payment() -> None:
    assert counted(CASE, "fraud") == {"frauds_20665": 1, "ordinary_20665": 1}
    assert counted(CASE, "genuine") == {}


@pytest.mark.parametrize(
    ("payment", "changed"),
    [
        (Payment(id="t-1", at=CASE.at, terminal="", ordinary=True), {}),
        (Payment(id="t-1", at=CASE.at, terminal="p-1", ordinary=False), {"frauds_20665": 1}),
    ],
)
def test_what_has_no_terminal_or_no_ordinary_amount_counts_less(payment: Payment, changed: dict[str, int]) -> None:
    assert counted(payment, "fraud") == changed


@pytest.mark.parametrize("by", ["customer", "chargeback", "reviewer"])
def test_a_corrected_verdict_takes_its_counters_back(by: str) -> None:
    assert counted(with_verdict("fraud", by), "genuine") == {"frauds_20665": -1, "ordinary_20665": -1}
    assert counted(with_verdict("genuine", by), "fraud") == {"frauds_20665": 1, "ordinary_20665": 1}


def test_a_fraud_that_a_customer_reported_and_that_did_not_count_is_counted_or_left_uncounted() -> None:
    uncounted = with_verdict("fraud", "customer", counted=False)
    assert counted(uncounted, "fraud") == {"frauds_20665": 1, "ordinary_20665": 1}
    assert counted(uncounted, "genuine") == {}


def test_the_same_verdict_again_changes_nothing_and_that_of_a_customer_is_confirmed_without_counting() -> None:
    assert verdict(with_verdict("fraud", "reviewer"), "fraud", who=ME, now=NOW) is None
    assert counted(with_verdict("fraud", "customer"), "fraud") == {}


@given(st.lists(st.sampled_from(["fraud", "genuine"])))
def test_however_often_a_verdict_is_corrected_the_counter_says_the_last_one(verdicts: list[Any]) -> None:
    payment, frauds = CASE, 0
    for said in verdicts:
        if verdict(payment, said, who=ME, now=NOW) is not None:
            frauds += counted(payment, said).get("frauds_20665", 0)
            payment = with_verdict(said, "reviewer")
    assert frauds == (verdicts[-1:] == ["fraud"])

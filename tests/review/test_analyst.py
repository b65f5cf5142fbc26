"""What two analysts do on the tables of a local AWS."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from commands.process import Stopped
from live.aws import Aws
from review.names import HISTORIES, card_key
from review.writes import CLAIM_MILLISECONDS
from tests.review.conftest import ANN, BOB, BY_RISK, DAY, NOW, analyst, counters, stored

pytestmark = pytest.mark.xdist_group("review")
TODAY = NOW // DAY


def test_what_waits_comes_by_risk_and_what_was_approved_does_not_come(aws: Aws) -> None:
    assert [payment.id for payment in analyst(aws).waiting()] == BY_RISK


def test_a_case_says_why_and_shows_the_card_s_other_payments(aws: Aws) -> None:
    views: list[tuple[str, str]] = []
    case = analyst(aws, views=views).look("t-3")
    assert case.reasons[1] == ("model_amount", "The model weighed the amount in US dollars.")
    assert [payment.id for payment in case.others] == ["t-1", "t-2", "t-4", "t-5", "t-0"]
    assert [payment.id for payment in case.similar] == ["t-1"]
    assert (case.profile, case.terminal) == (None, None)
    assert views == [(ANN, "t-3")]


def test_a_claim_keeps_others_out_until_it_expires(aws: Aws) -> None:
    analyst(aws).claim("t-1")
    with pytest.raises(Stopped, match="somebody else has claimed it"):
        analyst(aws, BOB).claim("t-1")
    with pytest.raises(Stopped, match="not claimed by you"):
        analyst(aws, BOB).decide("t-1", "fraud")
    with pytest.raises(Stopped, match="not claimed by you"):
        analyst(aws, BOB).release("t-1")
    later = NOW + CLAIM_MILLISECONDS
    with pytest.raises(Stopped, match="no longer; claim it first"):
        analyst(aws, at=later).decide("t-1", "fraud")
    analyst(aws, BOB, at=later).claim("t-1")
    analyst(aws, BOB, at=later).decide("t-1", "genuine")
    assert stored(aws, "t-1")["reviewed_by"] == BOB


def test_of_many_who_claim_one_case_at_once_one_gets_it(aws: Aws) -> None:
    def claims(number: int) -> bool:
        try:
            analyst(aws, f"{ANN}{number}").claim("t-1")
        except Stopped:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(claims, range(24))) == [False] * 23 + [True]


def test_a_released_case_is_free_again(aws: Aws) -> None:
    analyst(aws).claim("t-1")
    analyst(aws).release("t-1")
    analyst(aws, BOB).claim("t-1")


def test_a_verdict_takes_the_case_away_and_counts_at_the_terminal(aws: Aws) -> None:
    analyst(aws).claim("t-1")
    assert analyst(aws).decide("t-1", "fraud")
    row = stored(aws, "t-1")
    assert (row["reported"], row["reported_by"], row["reported_rank"], row["reviewed_by"]) == (
        *("fraud", "reviewer", "3"),
        ANN,
    )
    assert int(row["reported_at"]) == NOW
    assert not row.keys() & {"review_shard", "claimed_by", "claimed_until"}
    assert [payment.id for payment in analyst(aws).waiting()] == [name for name in BY_RISK if name != "t-1"]
    assert counters(aws) == {f"frauds_{TODAY}": 1, f"ordinary_{TODAY}": 1}
    assert analyst(aws).look("t-3").terminal


def test_the_same_again_changes_nothing_and_a_corrected_verdict_takes_its_counters_back(aws: Aws) -> None:
    analyst(aws).claim("t-1")
    assert analyst(aws).decide("t-1", "fraud")
    assert not analyst(aws, BOB).decide("t-1", "fraud")
    analyst(aws, BOB).claim("t-1")
    assert analyst(aws, BOB).decide("t-1", "genuine")
    assert counters(aws) == {f"frauds_{TODAY}": 0, f"ordinary_{TODAY}": 0}
    assert stored(aws, "t-1")["reviewed_by"] == BOB


def test_a_genuine_verdict_takes_back_the_not_me_of_this_payment_and_of_no_other(aws: Aws) -> None:
    card = {"key": {"S": card_key(stored(aws, "t-1")["card_token"])}}
    for by, verdict, marked in (("t-1", "fraud", True), ("t-2", "genuine", True), ("t-1", "genuine", False)):
        item = {**card, "not_me_at": {"N": str(NOW)}, "not_me_by": {"S": by}, "state": {"S": "{}"}}
        aws.client("dynamodb").put_item(TableName=HISTORIES, Item=item)
        analyst(aws).claim("t-1")
        analyst(aws).decide("t-1", "fraud" if verdict == "fraud" else "genuine")
        kept = aws.client("dynamodb").get_item(TableName=HISTORIES, Key=card)["Item"]
        assert ("not_me_at" in kept, kept["state"]) == (marked, {"S": "{}"})


def test_of_many_who_decide_one_case_at_once_the_terminal_counts_one(aws: Aws) -> None:
    analyst(aws).claim("t-1")

    def decides(_: int) -> bool:
        try:
            return analyst(aws).decide("t-1", "fraud") is not None
        except Stopped:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(decides, range(24))].count(True) == 1
    assert counters(aws) == {f"frauds_{TODAY}": 1, f"ordinary_{TODAY}": 1}


def test_what_comes_between_look_and_verdict_stops_the_verdict(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """A customer reports it as fraud just then, which counts; the reviewer's own count would be a second one."""
    ann = analyst(aws)
    ann.claim("t-1")
    read = ann._payment

    def and_then(name: str) -> object:
        found = read(name)
        key = {"transaction_id": {"S": "t-1"}, "timestamp": {"N": str(NOW)}}
        ann.dynamodb.update_item(
            TableName="transactions",
            Key=key,
            UpdateExpression="SET reported = :fraud, reported_by = :customer, reported_at = :now, counted = :yes",
            ExpressionAttributeValues={
                ":fraud": {"S": "fraud"},
                ":customer": {"S": "customer"},
                ":now": {"N": str(NOW - 1)},
                ":yes": {"S": "yes"},
            },
        )
        return found

    monkeypatch.setattr(type(ann), "_payment", lambda _, name: and_then(name))
    with pytest.raises(Stopped, match="nothing was decided"):
        ann.decide("t-1", "fraud")
    assert counters(aws) == {}
    monkeypatch.undo()
    assert ann.decide("t-1", "fraud")
    assert counters(aws) == {}


@pytest.mark.parametrize("name", ["t-0", "nothing", "x" * 200])
def test_what_waits_for_nobody_is_not_claimed(aws: Aws, name: str) -> None:
    with pytest.raises(Stopped):
        analyst(aws).claim(name)

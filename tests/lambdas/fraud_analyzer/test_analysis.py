"""Rules and model together; the most severe wins, and what is not known is looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer.rules import Rule, Rules
from lambdas.fraud_analyzer.scoring import Decision, Score
from tests.lambdas.fraud_analyzer.replay import DAY, LIMIT, World, shipped_rules


def scored(decision: Decision, *reasons: str, value: float = 0.25) -> Score:
    return Score(value, decision, reasons, "m-1")


def world(model: Score, rules: Rules | None = None) -> World:
    return World(score=lambda _: model, rules=rules or shipped_rules(LIMIT))


def known_card(model: Score, amount: float = 5000.0) -> World:
    """A card whose usual amounts are large, so that a large one says nothing by itself."""
    made = world(scored(Decision.APPROVE))
    for _ in range(10):
        made.pay(amount, after=5 * DAY)
    made.score = lambda _: model
    made.at += 5 * DAY
    return made


@pytest.mark.parametrize("amount", [5000.01, 1_000_000.0])
def test_more_than_the_limit_is_reviewed_though_the_model_approves(amount: float) -> None:
    answer = known_card(scored(Decision.APPROVE)).pay(amount)
    assert answer.decision == "review"
    assert answer.reasons[0] == "amount_above_review_threshold"


@pytest.mark.parametrize("amount", [0.01, 4999.99, 5000.0])
def test_the_limit_and_less_is_the_models_to_judge(amount: float) -> None:
    assert known_card(scored(Decision.APPROVE)).pay(amount).decision == "approve"
    assert known_card(scored(Decision.REVIEW, "model_amount")).pay(amount).reasons == ["model_amount"]


@pytest.mark.parametrize("limit", [4999, 10_000])
def test_the_limit_is_the_one_that_is_given(limit: int) -> None:
    made = known_card(scored(Decision.APPROVE))
    made.rules = shipped_rules(limit)
    assert made.pay(5000.0).decision == ("review" if limit < 5000 else "approve")


def test_a_model_that_declines_outweighs_a_rule_that_reviews_and_both_are_told() -> None:  # pragma: allowlist secret
    answer = known_card(scored(Decision.DECLINE, "model_amount")).pay(6000.0)
    assert (answer.decision, answer.reasons) == ("decline", ["amount_above_review_threshold", "model_amount"])


@given(st.sampled_from(Decision), st.lists(st.sampled_from(Decision)))
def test_the_most_severe_opinion_wins(model: Decision, opinions: list[Decision]) -> None:
    always = [Rule(f"rule_{place}", opinion, (("amount", 0.5),)) for place, opinion in enumerate(opinions)]
    never = Rule("never", Decision.DECLINE, (("amount", 1.0),))
    judging = Rules("v", shipped_rules(LIMIT).counting, (*always, never))
    answer = world(scored(model), judging).pay(1.0)
    assert answer.decision == max([model, *opinions]).name.lower()
    assert len(answer.reasons) == len(opinions)


def test_the_answer_holds_all_that_is_stored_of_it() -> None:
    answer = world(scored(Decision.REVIEW, "model_amount", value=0.12345)).pay(12.5).whole
    history, merchant = answer.pop("history"), answer.pop("merchant")
    assert answer == {
        "decision": "review",
        "score": 0.1235,
        "score_text": "0.1235",
        "reasons": ["model_amount"],
        "alert": True,
        "held_back": 0,
        "model": "m-1",
        "rules": shipped_rules(LIMIT).version,
        "ordinary_amount": "true",
    }
    assert history.pop("state")
    assert history.pop("expires").isdigit()
    assert history == {"counted": True, "seen": "0", "next": "1"}
    assert merchant == {"counted": False, "weight": "0", "expires": "0"}


@pytest.mark.parametrize(("times", "ordinary"), [(0.1, "true"), (2.0, "true"), (2.01, "false"), (50.0, "false")])
def test_whether_an_amount_was_ordinary_for_its_card_is_said_for_a_report_that_comes_later(
    times: float, ordinary: str
) -> None:
    assert known_card(scored(Decision.APPROVE), 64.0).pay(64.0 * times).whole["ordinary_amount"] == ordinary


def test_whether_an_amount_was_ordinary_is_left_open_where_nothing_is_known_of_the_card() -> None:
    answer = world(scored(Decision.APPROVE)).analyzed(12.5, {"available": False})
    assert answer.whole["ordinary_amount"] == ""


@pytest.mark.parametrize("history", [{"available": False}, None])
def test_without_history_a_person_looks_no_model_is_asked_and_nothing_is_counted(history: object) -> None:
    answer = world(scored(Decision.DECLINE, "model_amount")).analyzed(12.5, history)
    assert (answer.decision, answer.reasons) == ("review", ["history_unavailable"])
    assert (answer.whole["model"], answer.whole["score"], answer.whole["score_text"]) == ("none", 0.0, "0.0000")
    assert answer.whole["history"] == {"counted": False, "state": "", "seen": "0", "next": "0", "expires": "0"}
    assert answer.whole["merchant"]["counted"] is False
    assert answer.whole["alert"] is False


def test_without_history_the_limit_still_holds_and_is_told_first() -> None:
    answer = world(scored(Decision.APPROVE)).analyzed(5000.01, {"available": False})
    assert answer.reasons == ["amount_above_review_threshold", "history_unavailable"]
    assert answer.whole["alert"] is True


@pytest.mark.parametrize("conversion", ["currency_not_listed", "rates_outdated"])
def test_an_amount_that_nobody_can_compare_is_reviewed_with_its_reason(conversion: str) -> None:
    made = world(scored(Decision.APPROVE))
    answer = made.analyzed(None, made.read(), conversion=conversion)
    assert (answer.decision, answer.reasons) == ("review", [conversion])
    assert answer.whole["history"]["counted"] is False


def test_no_customer_is_alarmed_since_our_rates_are_outdated_but_one_whose_payment_is_strange_is() -> None:
    made = world(scored(Decision.APPROVE))
    assert made.analyzed(None, made.read(), conversion="rates_outdated").whole["alert"] is False
    assert made.analyzed(None, {"available": False}, conversion="rates_outdated").whole["alert"] is False
    assert made.analyzed(None, made.read(), conversion="currency_not_listed").whole["alert"] is True
    assert made.analyzed(5000.01, {"available": False}).whole["alert"] is True


def test_an_amount_of_less_than_half_a_cent_is_judged_as_any_other() -> None:
    made = world(scored(Decision.APPROVE))
    assert [made.pay(0.0).decision for _ in range(3)] == ["approve"] * 3


@pytest.mark.parametrize(
    ("amount", "given"),
    [
        (None, {"conversion": "ok"}),
        (None, {"conversion": "other"}),
        (12.5, {"conversion": "rates_outdated"}),
        (float("nan"), {}),
        (float("inf"), {}),
        (-1.0, {}),
        (True, {}),
        (12.5, {"card": ""}),
        (12.5, {"merchant_id": ""}),
    ],
)
def test_a_transaction_that_no_validator_made_is_an_error(amount: float | None, given: dict[str, str]) -> None:
    made = world(scored(Decision.APPROVE))
    with pytest.raises(ValueError, match="event: no validated transaction"):
        made.analyzed(amount, made.read(), **given)

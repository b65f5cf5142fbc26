"""Rules and model together; the most severe wins."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer.features import Features
from lambdas.fraud_analyzer.history import History, unknown
from lambdas.fraud_analyzer.scoring import Analysis, Decision, Limits, Rule, Score, Thresholds, analyze, rules
from lambdas.fraud_analyzer.transaction import Transaction


def scored(decision: Decision, *reasons: str, value: float = 0.25) -> Score:
    return Score(value, decision, reasons, "m-1")


RULES = rules(Limits(review_threshold=Decimal(5000), model_seconds=0.5))


def analysis(amount: str, model: Score, rules: tuple[Rule, ...] = RULES) -> Analysis:
    return analyze(
        Transaction(1_767_225_600_000, Decimal(amount), "tok_a1b2c3d4"),
        history=unknown,
        score=lambda _: model,
        rules=rules,
    )


@pytest.mark.parametrize("amount", ["5000.01", "1000000.00"])
def test_more_than_the_threshold_is_reviewed_though_the_model_approves(amount: str) -> None:
    assert analysis(amount, scored(Decision.APPROVE)).as_json() == {
        "decision": "review",
        "score": 0.25,
        "score_text": "0.2500",
        "reasons": ["amount_above_review_threshold"],
        "model": "m-1",
    }


@pytest.mark.parametrize("threshold", ["0", "4999.99", "10000"])
def test_the_threshold_is_the_one_that_is_given(threshold: str) -> None:
    given = rules(Limits(review_threshold=Decimal(threshold), model_seconds=0.5))
    decision = analysis("5000.00", scored(Decision.APPROVE), given).decision
    assert decision is (Decision.REVIEW if Decimal(threshold) < 5000 else Decision.APPROVE)


@pytest.mark.parametrize("amount", ["0.01", "4999.99", "5000.00"])
def test_the_threshold_and_less_is_the_models_to_judge(amount: str) -> None:
    assert analysis(amount, scored(Decision.APPROVE)).decision is Decision.APPROVE
    assert analysis(amount, scored(Decision.REVIEW, "model_amount")).reasons == ("model_amount",)


def test_a_model_that_declines_outweighs_a_rule_that_reviews_and_both_are_told() -> None:  # pragma: allowlist secret
    told = analysis("6000.00", scored(Decision.DECLINE, "model_hour"))
    assert told.decision is Decision.DECLINE
    assert told.reasons == ("amount_above_review_threshold", "model_hour")


@given(st.sampled_from(Decision), st.lists(st.sampled_from(Decision)))
def test_the_most_severe_opinion_wins(model: Decision, rules: list[Decision]) -> None:
    applied = tuple(Rule(f"r{place}", decision, lambda *_: True) for place, decision in enumerate(rules))
    ignored = Rule("never", Decision.DECLINE, lambda *_: False)
    told = analysis("1.00", scored(model), rules=(*applied, ignored))
    assert told.decision == max([model, *rules])
    assert len(told.reasons) == len(rules)


@pytest.mark.parametrize(
    ("score", "decision"),
    [(0.0, "APPROVE"), (0.19, "APPROVE"), (0.2, "REVIEW"), (0.89, "REVIEW"), (0.9, "DECLINE"), (1.0, "DECLINE")],
)
def test_thresholds_belong_to_the_more_severe_side(score: float, decision: str) -> None:
    assert Thresholds(review=0.2, decline=0.9).decide(score) is Decision[decision]


def test_without_a_threshold_nothing_is_declined() -> None:
    assert Thresholds(review=0.2, decline=None).decide(1.0) is Decision.REVIEW


def test_what_is_known_of_the_card_reaches_model_and_rules() -> None:
    asked: list[str] = []
    seen: list[Features] = []

    def history(card_token: str) -> History:
        asked.append(card_token)
        return History(transactions=3, mean_amount=10.0)

    def score(features: Features) -> Score:
        seen.append(features)
        return scored(Decision.APPROVE)

    told = analyze(
        Transaction(1_767_225_600_000, Decimal("40.00"), "tok_a1b2c3d4"),
        history=history,
        score=score,
        rules=(Rule("often", Decision.REVIEW, lambda _, known: known.transactions > 2),),
    )
    assert asked == ["tok_a1b2c3d4"]
    assert seen[0]["amount"] == 40.0
    assert told.reasons == ("often",)

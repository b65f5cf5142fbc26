"""The shipped model, walked by the function's own code on payments that it has not seen."""

import json

import pytest

from lambdas.fraud_analyzer.model import load
from lambdas.fraud_analyzer.scoring import Decision
from training.__main__ import SHIPPED
from training.examples import Examples, average_precisions, examples
from training.simulation import payments
from training.trees import version

# Training and validation used seed 1, the model card seed 2.
SEED, DAYS = 3, range(35, 42)


@pytest.fixture(scope="module")
def unseen() -> Examples:
    return examples(payments(seed=SEED, days=DAYS.stop), days=DAYS)


@pytest.fixture(scope="module")
def average_precision(unseen: Examples) -> dict[str, float]:
    return average_precisions(load(), unseen)


def test_the_model_beats_the_rule_that_flags_amounts_above_220(average_precision: dict[str, float]) -> None:
    assert average_precision["model"] > average_precision["amount_above_220"] + 0.01


def test_the_model_beats_the_rule_that_flags_amounts_above_5000(average_precision: dict[str, float]) -> None:
    assert average_precision["model"] > 10 * average_precision["amount_above_5000"]


def test_the_model_loses_little_against_a_ranking_by_amount(average_precision: dict[str, float]) -> None:
    """Without history the amount is all there is to know: the model's steps cannot outdo its every cent."""
    loss = average_precision["ranking_by_amount"] - average_precision["model"]
    assert 0 <= loss < 0.02


def test_reviews_stay_near_the_budget_and_are_far_more_often_fraud_than_the_rest(unseen: Examples) -> None:
    decide = load().thresholds.decide
    decisions = [decide(score) for score in unseen.scores(load())]
    reviewed = [fraud for fraud, decision in zip(unseen.frauds, decisions, strict=True) if decision is Decision.REVIEW]
    assert 0.005 < len(reviewed) / len(decisions) < 0.015
    assert sum(reviewed) / len(reviewed) > 10 * sum(unseen.frauds) / len(unseen.frauds)
    assert Decision.DECLINE not in decisions


def test_the_shipped_version_is_the_name_of_the_shipped_trees() -> None:
    written = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert written["version"] == version(written["trees"])

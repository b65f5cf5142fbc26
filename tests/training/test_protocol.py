"""The model's file is what the function reads, with a threshold that keeps the analysts' budget."""

import json
from itertools import islice

import pytest

from lambdas.fraud_analyzer.model import read
from lambdas.fraud_analyzer.scoring import Decision
from training.examples import Examples, examples
from training.protocol import FEATURES, REVIEW_BUDGET, measured, with_threshold, written
from training.simulation import payments
from training.trees import flat


def by_amount(limit: float) -> dict[str, list[float]]:
    """One split: larger amounts are fraud."""
    leaves = {"left_child": {"leaf_value": -3.0, "leaf_count": 9}, "right_child": {"leaf_value": 3.0, "leaf_count": 1}}
    return flat({"split_feature": 0, "threshold": limit, "decision_type": "<=", **leaves})


@pytest.fixture(scope="module")
def given() -> Examples:
    return examples(islice(payments(seed=5, days=1), 5000), days=range(1))


def test_what_is_above_the_budgets_step_is_reviewed_and_nothing_declined(given: Examples) -> None:
    model = with_threshold([by_amount(190)], given)
    decisions = [model.thresholds.decide(score) for score in given.scores(model)]
    reviewed = sum(decision is Decision.REVIEW for decision in decisions)
    assert reviewed == sum(amount > 190 for amount in given.amounts())
    assert 0 < reviewed <= REVIEW_BUDGET * len(decisions)
    assert Decision.DECLINE not in decisions


def test_a_step_that_would_overdraw_the_budget_is_not_reviewed(given: Examples) -> None:
    model = with_threshold([by_amount(20)], given)
    assert {model.thresholds.decide(score) for score in given.scores(model)} == {Decision.APPROVE}


def test_the_figures_are_counted_on_the_payments(given: Examples) -> None:
    figures = measured(with_threshold([by_amount(219.999)], given), given)
    flagged = sum(amount > 219.999 for amount in given.amounts())
    assert figures["payments"] == 5000
    assert figures["frauds"] == sum(given.frauds)
    assert figures["reviewed"] == round(flagged / 5000, 4)
    assert figures["reviewed_are_fraud"] == 1.0
    assert figures["average_precision"]["model"] == figures["average_precision"]["amount_above_220"]


def test_the_file_is_read_back_by_the_function_as_the_same_model(given: Examples) -> None:
    trees = [by_amount(200), by_amount(100)]
    model = with_threshold(trees, given)
    text = written(model, trees, {"held_out": {"payments": 1}})
    assert read(text) == model
    assert json.loads(text)["training"]["held_out"] == {"payments": 1}
    assert model.features == list(FEATURES)

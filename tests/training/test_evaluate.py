"""The evaluation runs the protocol for both models, from files to figures, without the trainer's packages."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lambdas.fraud_analyzer.features import FEATURES
from training.benchmark import DAYS, FOLDS
from training.evaluate import Evaluation, evaluated, report
from training.payment import MILLISECONDS_PER_DAY, START, Payment
from training.shipped import unlimited
from training.table import Table
from training.trees import flat

# Above $500 is fraud, and nothing else.
SPLIT: dict[str, Any] = {
    "split_feature": FEATURES.index("amount"),
    "threshold": 500.0,
    "decision_type": "<=",
    "left_child": {"leaf_value": -3.0},
    "right_child": {"leaf_value": 3.0},
}
NO_SPLIT = {"leaf_value": -1.0}


def few(days: int = DAYS) -> Iterator[Payment]:
    """A payment of 20 cards each day; one card a day is taken over."""
    for day in range(days):
        for card in range(20):
            fraud = card == day % 20
            at = START + day * MILLISECONDS_PER_DAY + card * 1000
            yield Payment(at, 900.0 if fraud else 10.0 + card, card, card, fraud)


def boosted(training: Table) -> tuple[list[dict[str, Any]], Any]:
    """Learns nothing from the training week."""
    assert len(training.days) == 7 * 20
    return [NO_SPLIT], None


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluated(list(few()), unlimited([flat(SPLIT)]), boosted, lambda _: None)


def test_both_models_are_judged_in_each_fold(evaluation: Evaluation) -> None:
    assert {name: len(judged) for name, judged in evaluation.folds.items()} == {
        "shipped": len(FOLDS),
        "retrained": len(FOLDS),
    }
    assert evaluation.payments == 20 * DAYS
    assert evaluation.frauds == DAYS


def test_a_model_that_ranks_all_fraud_first_has_an_average_precision_of_one(evaluation: Evaluation) -> None:
    assert {judged.ap for judged in evaluation.folds["shipped"]} == {1.0}
    assert {judged.auc for judged in evaluation.folds["shipped"]} == {1.0}


def test_equal_scores_rank_by_amount(evaluation: Evaluation) -> None:
    assert {judged.ap for judged in evaluation.folds["retrained"]} == {1.0}


def test_the_figures_are_json_and_a_table(evaluation: Evaluation) -> None:
    told = json.loads(json.dumps(evaluation.as_json()))
    shipped = told["models"]["shipped"]
    assert shipped["single_split"] == shipped["folds"][0]
    assert shipped["mean"]["ap"] == 1.0
    assert shipped["deviation"]["ap"] == 0.0
    lines = report(evaluation).splitlines()
    assert sum(line.startswith("shipped") for line in lines) == len(FOLDS) + 2


@pytest.mark.parametrize("days", [0, 1, DAYS - 1])
def test_data_that_does_not_reach_far_enough_is_an_error_that_says_how_far(days: int) -> None:
    with pytest.raises(ValueError, match=f"hold {days} days, and the protocol takes {DAYS}"):
        evaluated(list(few(days)), unlimited([flat(SPLIT)]), boosted, lambda _: None)

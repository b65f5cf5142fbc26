"""How a model is made for shipping: a threshold within the budget of each world, and a file that the function reads."""

from typing import Any

import pytest

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import read
from lambdas.fraud_analyzer.scoring import Decision
from tests.training.test_fit import boosting
from training import shipped
from training.shipped import REVIEW_BUDGET, flags_of, held_to, measured, unlimited, with_threshold, written
from training.table import Table, joined
from training.trees import Flat, flat
from training.worlds import TRAINING_DAYS, VALIDATION_DAYS

HONEST = 1000


def by_amount(limit: float) -> Flat:
    """One split: larger amounts are fraud."""
    leaves = {"left_child": {"leaf_value": -3.0, "leaf_count": 9}, "right_child": {"leaf_value": 3.0, "leaf_count": 1}}
    return flat({"split_feature": 0, "threshold": limit, "decision_type": "<=", **leaves})


def world(*frauds: float, scale: float = 1.0) -> Table:
    """Honest payments of 1, 2, ... dollars times `scale`, and frauds of these amounts."""
    rows = Table()
    for amount, fraud in [*((scale * dollars, False) for dollars in range(HONEST)), *((each, True) for each in frauds)]:
        rows.days.append(0)
        rows.cards.append(0)
        rows.frauds.append(fraud)
        rows.numbers.extend([amount] + [0.0] * (len(FEATURES) - 1))
    return rows


ALLOWED = int(REVIEW_BUDGET * HONEST)
WITHIN = HONEST - ALLOWED - 0.5


def test_what_is_above_the_budgets_step_is_reviewed_and_nothing_declined() -> None:
    model = with_threshold([by_amount(WITHIN)], [world()])
    decisions = [model.thresholds.decide(score) for score in world().scores(model)]
    assert decisions.count(Decision.REVIEW) == ALLOWED
    assert Decision.DECLINE not in decisions


def test_a_step_that_would_overdraw_the_budget_of_one_world_is_not_reviewed() -> None:
    model = with_threshold([by_amount(WITHIN)], [world(), world(scale=2)])
    assert not any(map(flags_of(model), ({**dict.fromkeys(FEATURES, 0.0), "amount": amount} for amount in (1, 2000))))


def test_the_figures_are_counted_on_the_payments() -> None:
    figures = measured(with_threshold([by_amount(WITHIN)], [world()]), world(5.0, 5000.0))
    assert (figures["payments"], figures["frauds"]) == (HONEST + 2, 2)
    assert (figures["honest_reviewed"], figures["frauds_reviewed"]) == (ALLOWED / HONEST, 0.5)
    assert figures["average_precision"] == figures["average_precision_of_amount"]


def test_the_file_is_read_back_by_the_function_as_the_same_model() -> None:
    trees = [by_amount(200), by_amount(100)]
    text = written(trees, 0.25)
    assert read(text).thresholds.review == 0.25
    assert read(text).trees == unlimited(trees).trees


def test_a_walk_that_differs_in_one_bit_from_what_was_trained_is_an_error() -> None:
    model, rows = unlimited([by_amount(200)]), world()
    exact = [model.log_odds(rows.row(row)) for row in range(HONEST)]
    held_to(lambda _: exact, model, rows)
    other: list[Any] = [*exact[:-1], exact[-1] + 4.5e-16]
    assert other != exact
    with pytest.raises(ValueError, match="differs from LightGBM"):
        held_to(lambda _: other, model, rows)


def test_it_is_trained_where_each_fraud_counts_and_measured_where_a_card_counts_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []

    class Asked:
        name = "a world"

        def rows(self, *_: object, **given: Any) -> Table:
            asked.append(given)
            rows = world(5000.0)
            rows.days[::2] = [TRAINING_DAYS.start] * len(rows.days[::2])
            rows.days[1::2] = [VALIDATION_DAYS.start] * len(rows.days[1::2])
            return rows

    monkeypatch.setattr(shipped, "TRAINING", [Asked()])
    monkeypatch.setattr(shipped, "HELD_OUT", [Asked()])
    shipped.trained(boosting([]), lambda _: None)
    assert [each.get("each_counts", False) for each in asked] == [True, True, False]


def test_worlds_are_joined_row_by_row() -> None:
    both = joined([world(1.0), world(2.0, 3.0)])
    assert len(both.days) == 2 * HONEST + 3
    assert both.row(2 * HONEST + 2)[0] == 3.0

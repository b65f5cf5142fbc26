"""Average precision and budgets, against figures worked out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.measures import average_precision, threshold_of_budget


@pytest.mark.parametrize(
    ("frauds", "scores", "expected"),
    [
        ([True, False], [0.9, 0.1], 1.0),
        ([False, True], [0.9, 0.1], 0.5),
        ([True, False, True, False], [4, 3, 2, 1], 0.5 * 1 + 0.5 * 2 / 3),
        ([True, False, True, False], [1, 1, 1, 1], 0.5),
        ([True, False, True, False], [1, 0, 0, 0], 0.5 * 1 + 0.5 * 2 / 4),
    ],
)
def test_average_precision_is_the_precision_at_each_step_of_recall(
    frauds: list[bool], scores: list[float], expected: float
) -> None:
    assert average_precision(frauds, scores) == pytest.approx(expected)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.5, 1.0])), min_size=1))
def test_average_precision_does_not_depend_on_the_order_of_the_payments(pairs: list[tuple[bool, float]]) -> None:
    pairs.append((True, 0.5))
    frauds, scores = zip(*pairs, strict=True)
    assert average_precision(frauds, scores) == pytest.approx(average_precision(frauds[::-1], scores[::-1]))
    assert 0 < average_precision(frauds, scores) <= 1


def test_without_fraud_there_is_nothing_to_measure() -> None:
    with pytest.raises(ValueError, match="no fraud"):
        average_precision([False, False], [0.1, 0.2])


@pytest.mark.parametrize(
    ("scores", "share", "threshold"),
    [
        ([0.1, 0.2, 0.3, 0.4], 0.5, 0.3),
        ([0.1, 0.3, 0.3, 0.4], 0.5, 0.4),
        ([0.4, 0.4, 0.4, 0.4], 0.5, 1.0),
        ([0.1, 0.2, 0.3, 0.4], 1.0, 0.1),
    ],
)
def test_a_budget_is_kept_even_if_equal_scores_would_overdraw_it(
    scores: list[float], share: float, threshold: float
) -> None:
    assert threshold_of_budget(scores, share) == threshold

"""The benchmark's measures, against figures worked out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.measures import Rank, area_under_curve, average_precision, card_precision, threshold_of_budget


def by_score(*scores: float) -> list[Rank]:
    return [(score, 0.0) for score in scores]


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
    assert average_precision(frauds, by_score(*scores)) == pytest.approx(expected)


def test_among_equal_scores_the_larger_amount_ranks_higher() -> None:
    assert average_precision([False, True], [(0.9, 10.0), (0.9, 7000.0)]) == 1
    assert average_precision([False, True], [(0.91, 10.0), (0.9, 7000.0)]) == 0.5


@pytest.mark.parametrize(
    ("frauds", "scores", "expected"),
    [
        ([True, False], [2, 1], 1.0),
        ([True, False], [1, 2], 0.0),
        ([True, False], [1, 1], 0.5),
        ([True, False, False, True], [4, 3, 2, 1], 0.5),
        ([True, False, True, False], [3, 3, 2, 1], (0.5 + 1 + 0 + 1) / 4),
    ],
)
def test_the_area_is_how_often_a_fraud_ranks_above_an_honest_payment(
    frauds: list[bool], scores: list[float], expected: float
) -> None:
    assert area_under_curve(frauds, by_score(*scores)) == pytest.approx(expected)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.5, 1.0])), min_size=1))
def test_no_measure_depends_on_the_order_of_the_payments(pairs: list[tuple[bool, float]]) -> None:
    pairs += [(True, 0.5), (False, 0.5)]
    frauds, scores = zip(*pairs, strict=True)
    for measure in (average_precision, area_under_curve):
        told = measure(frauds, by_score(*scores))
        assert told == pytest.approx(measure(frauds[::-1], by_score(*scores[::-1])))
        assert 0 <= told <= 1


@pytest.mark.parametrize("measure", [average_precision, area_under_curve])
def test_without_fraud_there_is_nothing_to_measure(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="no fraud"):
        measure([False, False], by_score(0.1, 0.2))


def test_a_days_alerts_are_for_cards_and_a_card_that_was_found_is_not_looked_at_again() -> None:
    days = [0, 0, 0, 1, 1, 1]
    cards = [1, 1, 2, 1, 2, 3]
    frauds = [False, True, False, True, False, True]
    ranks = by_score(0.1, 0.9, 0.8, 0.9, 0.8, 0.1)
    # Day 0: card 1 is found. Day 1: card 1 is left out, and card 2, which is honest, ranks first.
    assert card_precision(days, cards, frauds, ranks, alerts=1) == 0.5
    assert card_precision(days, cards, frauds, ranks, alerts=2) == 0.5


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

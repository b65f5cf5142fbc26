"""What a score comes to."""

import pytest

from lambdas.fraud_analyzer.scoring import Decision, Thresholds


@pytest.mark.parametrize(
    ("score", "decision"),
    [(0.0, "APPROVE"), (0.19, "APPROVE"), (0.2, "REVIEW"), (0.89, "REVIEW"), (0.9, "DECLINE"), (1.0, "DECLINE")],
)
def test_thresholds_belong_to_the_more_severe_side(score: float, decision: str) -> None:
    assert Thresholds(review=0.2, decline=0.9).decide(score) is Decision[decision]


def test_without_a_threshold_nothing_is_declined() -> None:
    assert Thresholds(review=0.2, decline=None).decide(1.0) is Decision.REVIEW

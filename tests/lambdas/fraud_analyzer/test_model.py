"""The trees are walked as they were written, and a flagged payment has its reasons."""

import json
import math
from base64 import b64encode
from struct import pack
from typing import Any

import pytest

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import Model, load, read
from lambdas.fraud_analyzer.scoring import Decision

AMOUNT, RATIO = FEATURES[:2]


def tree(letters: str, means: list[float], *numbers: float) -> list[object]:
    return [letters, means, b64encode(pack(f"<{len(numbers)}d", *numbers)).decode()]


# amount <= 100: -2; else ratio <= 6: +3, else +1.
TREE = tree("a.b..", [-1.0, 1.5], 100.0, -2.0, 6.0, 3.0, 1.0)
WRITTEN: dict[str, Any] = {
    "version": "m-1",
    "effective": "2026-11-26",
    "features": [AMOUNT, RATIO],
    "base": 0.0,
    "thresholds": {"review": 0.5, "decline": None},
    "trees": [TREE],
}


def model(*trees: object, **changed: object) -> Model:
    return read(json.dumps({**WRITTEN, "trees": trees or [TREE], **changed}))


@pytest.mark.parametrize(
    ("amount", "ratio", "log_odds"), [(100, 3, -2.0), (100.01, 6, 3.0), (100.01, 6.01, 1.0), (5, 23, -2.0)]
)
def test_a_row_goes_left_at_most_at_the_threshold(amount: float, ratio: float, log_odds: float) -> None:
    value = model().score({AMOUNT: amount, RATIO: ratio}).value
    assert value == pytest.approx(1 / (1 + math.exp(-log_odds)))


def test_trees_add_up() -> None:
    assert model(TREE, TREE).log_odds([200, 3]) == 6
    assert model(TREE, base=-1).log_odds([200, 3]) == 2


def test_reasons_are_what_raised_the_score_the_most_first() -> None:
    assert model().score({AMOUNT: 200, RATIO: 3}).reasons == (f"model_{AMOUNT}", f"model_{RATIO}")
    assert model().score({AMOUNT: 200, RATIO: 12}).reasons == (f"model_{AMOUNT}",)


def moving(*by: float) -> Model:
    """A model whose features each move the log-odds by so much."""
    trees = [tree(f"{letter}..", [0.0], 0.0, 0.0, moved) for letter, moved in zip("abcde", by, strict=False)]
    return model(*trees, features=FEATURES[: len(by)], thresholds={"review": 0.01, "decline": None})


def test_there_are_three_reasons_at_most_and_those_of_one_weight_come_by_name() -> None:
    reasons = moving(0.5, 0.7, 0.5, 0.6, 0.5).score(dict.fromkeys(FEATURES, 1.0)).reasons
    assert reasons == (f"model_{FEATURES[1]}", f"model_{FEATURES[3]}", f"model_{FEATURES[0]}")


def test_what_moves_the_score_by_less_than_a_tenth_is_no_reason() -> None:
    assert moving(0.099, 0.1).score(dict.fromkeys(FEATURES, 1.0)).reasons == (f"model_{FEATURES[1]}",)


def test_reasons_are_of_the_leaf_that_the_row_reaches_at_a_threshold_too() -> None:
    # amount <= 1: ratio <= 5: 2, else 1; else -1.
    left = tree("ab...", [0.0, 0.5], 1.0, 5.0, 2.0, 1.0, -1.0)
    assert model(left).score({AMOUNT: 1.0, RATIO: 5.0}).reasons == (f"model_{RATIO}", f"model_{AMOUNT}")


def test_what_a_feature_moves_in_each_tree_adds_up() -> None:
    little = tree("a..", [0.0], 0.0, 0.0, 0.06)
    assert model(little, little).score({AMOUNT: 1.0, RATIO: 1.0}).reasons == (f"model_{AMOUNT}",)


def test_a_model_says_since_when_it_holds() -> None:
    assert (model().version, model().effective) == ("m-1", "2026-11-26")


def test_what_is_approved_has_no_reasons() -> None:
    scored = model().score({AMOUNT: 20, RATIO: 3})
    assert (scored.decision, scored.reasons, scored.model) == (Decision.APPROVE, (), "m-1")


def test_a_model_may_decline_where_its_file_says_so() -> None:
    declining = model(thresholds={"review": 0.5, "decline": 0.9})
    assert declining.score({AMOUNT: 200, RATIO: 3}).decision is Decision.DECLINE


def test_a_feature_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(KeyError, match=RATIO):
        model().score({AMOUNT: 20})


def test_certainty_is_no_overflow() -> None:
    for log_odds, value in ((-1e15, 1 / (1 + math.exp(700))), (1e15, 1 / (1 + math.exp(-700)))):
        assert model(tree(".", [], log_odds)).score({AMOUNT: 1, RATIO: 1}).value == value


HONEST = dict.fromkeys(FEATURES, 0.0) | {"card_payments_30d": 20.0, "card_payments_1d": 0.5, "card_amount_spread": 0.5}
HONEST |= {"card_amount_to_usual": 1.0, "terminal_days_since_first": 99.0}


def test_the_shipped_model_fits_beside_the_code() -> None:
    shipped = load()
    assert shipped.features == FEATURES
    assert sum(map(len, shipped.trees)) < 1000
    assert shipped.thresholds.decline is None


def test_the_shipped_model_lets_a_usual_amount_pass_however_large() -> None:
    scores = [load().score(HONEST | {"amount": amount}) for amount in (5.0, 50.0, 250.0, 1000.0)]
    assert {scored.decision for scored in scores} == {Decision.APPROVE}


def test_the_shipped_model_reviews_a_takeover_and_a_compromised_terminal() -> None:
    far_above = {"card_amount_to_usual": 6.0, "card_amount_deviation": 3.0, "card_unusual_7d": 4.0}
    skimmed = {"terminal_frauds_7d": 3.0, "terminal_frauds_30d": 5.0, "terminal_unexplained_30d": 5.0}
    takeover = load().score(HONEST | far_above | {"amount": 300.0, "card_payments_1d": 4.0})
    compromised = load().score(HONEST | skimmed | {"amount": 40.0, "terminal_days_since_first": 12.0})
    assert takeover.decision is compromised.decision is Decision.REVIEW
    assert any(reason.startswith("model_card_") for reason in takeover.reasons)
    assert any(reason.startswith("model_terminal_") for reason in compromised.reasons)


def test_above_the_largest_amount_trained_on_a_larger_amount_is_never_less_suspicious() -> None:
    values = [load().score(HONEST | {"amount": float(amount)}).value for amount in range(1, 10**6, 9973)]
    assert values == sorted(values)
    assert values[-1] == values[-2]

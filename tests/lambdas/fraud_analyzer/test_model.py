"""The trees are walked as they were written, and a flagged transaction has its reasons."""

import json
import math
from dataclasses import asdict

import pytest

from lambdas.fraud_analyzer.model import Model, Tree, load, read
from lambdas.fraud_analyzer.scoring import Decision, Thresholds

# amount <= 100: -2; else hour <= 6: +3, else +1.
TREE = Tree(
    feature=[0, -1, 1, -1, -1],
    threshold=[100.0, 0, 6.0, 0, 0],
    left=[1, 0, 3, 0, 0],
    right=[2, 0, 4, 0, 0],
    value=[-1.0, -2.0, 1.5, 3.0, 1.0],
)


def model(*trees: Tree, review: float = 0.5) -> Model:
    return Model("m-1", ["amount", "hour"], 0.0, list(trees), Thresholds(review, None))


@pytest.mark.parametrize(
    ("amount", "hour", "log_odds"), [(100, 3, -2.0), (100.01, 6, 3.0), (100.01, 6.01, 1.0), (5, 23, -2.0)]
)
def test_a_row_goes_left_at_most_at_the_threshold(amount: float, hour: float, log_odds: float) -> None:
    value = model(TREE).score({"amount": amount, "hour": hour}).value
    assert value == pytest.approx(1 / (1 + math.exp(-log_odds)))


def test_trees_add_up() -> None:
    value = model(TREE, TREE).score({"amount": 200, "hour": 3}).value
    assert value == pytest.approx(1 / (1 + math.exp(-6)))


def test_reasons_are_what_raised_the_score_the_most_first() -> None:
    assert model(TREE).score({"amount": 200, "hour": 3}).reasons == ("model_amount", "model_hour")
    assert model(TREE).score({"amount": 200, "hour": 12}).reasons == ("model_amount",)


def test_what_is_approved_has_no_reasons() -> None:
    scored = model(TREE).score({"amount": 20, "hour": 3})
    assert (scored.decision, scored.reasons, scored.model) == (Decision.APPROVE, (), "m-1")


def test_a_feature_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(KeyError, match="hour"):
        model(TREE).score({"amount": 20})


def test_a_model_is_read_as_it_was_written() -> None:
    tree = {name: getattr(TREE, name) for name in ("feature", "threshold", "left", "right", "value")}
    written = {"version": "v", "features": ["amount", "hour"], "base": 0.0, "trees": [tree], "training": {}}
    known = read(json.dumps({**written, "thresholds": {"review": 0.5, "decline": 0.9}}))
    assert known.trees == [TREE]
    assert known.score({"amount": 200, "hour": 3}).decision is Decision.DECLINE


def test_the_shipped_model_is_small_and_whole() -> None:
    shipped = load()
    assert len(json.dumps(asdict(shipped))) < 70_000
    for tree in shipped.trees:
        nodes = range(len(tree.feature))
        for node in nodes:
            if tree.feature[node] >= 0:
                assert tree.feature[node] < len(shipped.features)
                assert {tree.left[node], tree.right[node]} <= set(nodes[node + 1 :])


def test_the_shipped_model_never_declines_and_finds_larger_amounts_more_suspicious() -> None:
    shipped = load()
    scores = [shipped.score({"amount": amount, "hour": 12.0, "weekend": 0.0}) for amount in range(1, 6000, 7)]
    values = [scored.value for scored in scores]
    assert values == sorted(values)
    assert values[0] < 0.05
    assert values[-1] > 0.9
    assert {scored.decision for scored in scores} == {Decision.APPROVE, Decision.REVIEW}
    assert scores[-1].reasons == ("model_amount",)

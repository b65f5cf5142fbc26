"""LightGBM's nested trees become flat lists that the function walks to the same leaf."""

import json
from typing import Any

import pytest

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import Model, read
from training.trees import Flat, flat, packed, read_back, version

LONG = 219.98000000000005
NESTED = {
    "split_feature": 0,
    "threshold": LONG,
    "decision_type": "<=",
    "left_child": {"leaf_value": -1.0, "leaf_count": 3},
    "right_child": {
        "split_feature": 2,
        "threshold": 5.5,
        "decision_type": "<=",
        "left_child": {"leaf_value": 1.0, "leaf_count": 1},
        "right_child": {"leaf_value": 2.0000000000000004, "leaf_count": 1},
    },
}


def model(*trees: Flat) -> Model:
    parts = {"version": "v", "effective": "2026-11-26", "features": list(FEATURES[:3]), "base": 0.0}
    return read(
        json.dumps({**parts, "trees": [packed(tree) for tree in trees], "thresholds": {"review": 0.5, "decline": None}})
    )


@pytest.mark.parametrize(
    ("row", "leaf"),
    [([LONG, 0, 9], -1.0), ([220, 0, 5.5], 1.0), ([220, 0, 5.6], 2.0000000000000004), ([0, 0, 0], -1.0)],
)
def test_a_row_reaches_the_leaf_that_the_nesting_leads_to_and_no_digit_is_lost(row: list[float], leaf: float) -> None:
    assert model(flat(NESTED)).log_odds(row) == leaf


def test_an_inner_node_holds_the_mean_of_its_leaves_by_their_counts() -> None:
    tree = flat(NESTED)
    assert tree["value"] == [pytest.approx((-3 + 1 + 2) / 5), -1.0, 1.5, 1.0, 2.0000000000000004]


def test_a_tree_that_is_one_leaf_is_walked_too() -> None:
    assert model(flat({"leaf_value": 0.25})).log_odds([1.0, 1.0, 1.0]) == 0.25


def test_a_split_by_category_is_an_error() -> None:
    with pytest.raises(ValueError, match="'=='"):
        flat({**NESTED, "decision_type": "=="})


def test_other_trees_have_another_version() -> None:
    other = flat({**NESTED, "threshold": 100})
    assert version([flat(NESTED)]) == version([flat(NESTED)]) != version([other])


@pytest.mark.parametrize("written", [NESTED, {"leaf_value": 0.25}, {"leaf_value": 0}])
def test_a_tree_that_was_written_and_read_is_the_same_to_the_last_bit_and_has_its_name(
    written: dict[str, Any],
) -> None:
    (nodes,) = model(flat(written)).trees
    assert read_back(nodes) == flat(written)
    assert version([read_back(nodes)]) == version([flat(written)])

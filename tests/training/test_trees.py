"""LightGBM's nested trees become flat lists that the function walks to the same leaf."""

import pytest

from lambdas.fraud_analyzer.model import Tree
from training.trees import flat, version

NESTED = {
    "split_feature": 0,
    "threshold": 219.98000001,
    "decision_type": "<=",
    "left_child": {"leaf_value": -1.0, "leaf_count": 3},
    "right_child": {
        "split_feature": 2,
        "threshold": 5.5,
        "decision_type": "<=",
        "left_child": {"leaf_value": 1.0, "leaf_count": 1},
        "right_child": {"leaf_value": 2.00000049, "leaf_count": 1},
    },
}


@pytest.mark.parametrize(
    ("row", "leaf"), [([219.98, 0, 9], -1.0), ([220, 0, 5.5], 1.0), ([220, 0, 5.6], 2.0), ([0, 0, 0], -1.0)]
)
def test_a_row_reaches_the_leaf_that_the_nesting_leads_to(row: list[float], leaf: float) -> None:
    assert Tree(**flat(NESTED)).walk(row, [0.0, 0.0, 0.0]) == leaf


def test_an_inner_node_holds_the_mean_of_its_leaves_by_their_counts() -> None:
    tree = flat(NESTED)
    assert tree["value"] == [pytest.approx((-3 + 1 + 2) / 5), -1.0, 1.5, 1.0, 2.0]


def test_contributions_and_the_roots_mean_add_up_to_the_leaf() -> None:
    tree, contributions = Tree(**flat(NESTED)), [0.0, 0.0, 0.0]
    leaf = tree.walk([220, 0, 6], contributions)
    assert tree.value[0] + sum(contributions) == pytest.approx(leaf)
    assert contributions[1] == 0


def test_a_tree_that_is_one_leaf_is_walked_too() -> None:
    assert Tree(**flat({"leaf_value": 0.25})).walk([1.0], [0.0]) == 0.25


def test_a_split_by_category_is_an_error() -> None:
    with pytest.raises(ValueError, match="'=='"):
        flat({**NESTED, "decision_type": "=="})


def test_other_trees_have_another_version() -> None:
    other = flat({**NESTED, "threshold": 100})
    assert version([flat(NESTED)]) == version([flat(NESTED)]) != version([other])

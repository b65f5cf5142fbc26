"""A model's file is read strictly: whatever the walk relies on is checked at load, with one clear error."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import read
from lambdas.fraud_analyzer.model_file import MOST_NODES, MOST_TREES

TREE: dict[str, Any] = {"feature": [0, -1, -1], "threshold": [1.5, 0, 0], "right": [2, 0, 0], "value": [0, -1, 1]}
GOOD: dict[str, Any] = {
    "version": "v",
    "features": list(FEATURES),
    "base": 0.0,
    "thresholds": {"review": 0.5, "decline": 0.9},
    "training": {},
    "trees": [TREE],
}
LEAF = {"feature": [-1], "threshold": [0], "right": [0], "value": [1]}

HOSTILE: list[dict[str, Any]] = [
    {"version": ""},
    {"version": 1},
    {"version": "v" * 100},
    {"features": []},
    {"features": ["amount", "amount"]},
    {"features": ["hour"]},
    {"features": [1]},
    {"features": "amount"},
    {"base": True},
    {"base": "0"},
    {"base": float("nan")},
    {"base": float("inf")},
    {"base": None},
    {"thresholds": {}},
    {"thresholds": {"review": 0, "decline": None}},
    {"thresholds": {"review": 1.1, "decline": None}},
    {"thresholds": {"review": float("nan"), "decline": None}},
    {"thresholds": {"review": 0.5, "decline": 0.4}},
    {"thresholds": {"review": 0.5}},
    {"trees": []},
    {"trees": {}},
    {"trees": [None]},
    {"trees": [LEAF] * (MOST_TREES + 1)},
    {"trees": [{name: [0] * (MOST_NODES + 1) for name in LEAF}]},
    {"trees": [{}]},
    {"trees": [{**TREE, "more": []}]},
    {"trees": [{**TREE, "feature": [0, -1]}]},
    {"trees": [{**TREE, "feature": [len(FEATURES), -1, -1]}]},
    {"trees": [{**TREE, "feature": [-2, -1, -1]}]},
    {"trees": [{**TREE, "feature": [0.0, -1, -1]}]},
    {"trees": [{**TREE, "feature": [True, -1, -1]}]},
    {"trees": [{**TREE, "threshold": [float("nan"), 0, 0]}]},
    {"trees": [{**TREE, "threshold": ["1", 0, 0]}]},
    {"trees": [{**TREE, "value": [0, float("-inf"), 0]}]},
    {"trees": [{**TREE, "value": [0, None, 0]}]},
    # A walk that would never end, or end beyond the last node.
    {"trees": [{**TREE, "right": [0, 0, 0]}]},
    {"trees": [{**TREE, "right": [1, 0, 0]}]},
    {"trees": [{**TREE, "right": [3, 0, 0]}]},
    {"trees": [{**TREE, "feature": [0, -1, 0], "right": [2, 0, 3]}]},
    {"another": 1},
]


def test_a_good_file_is_read() -> None:
    assert read(json.dumps(GOOD)).log_odds([2.0] * len(FEATURES)) == 1


@pytest.mark.parametrize("changed", HOSTILE)
def test_any_other_file_is_an_error_that_says_what_to_do(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^model: .*train"):
        read(json.dumps({**GOOD, **changed}))


@pytest.mark.parametrize("missing", GOOD)
def test_nothing_may_be_missing(missing: str) -> None:
    with pytest.raises(ValueError, match=r"^model: "):
        read(json.dumps({name: part for name, part in GOOD.items() if name != missing}))


@pytest.mark.parametrize("text", ["", "null", "[]", "[" * 10_000, '"model"', "{"])
def test_text_that_is_no_model_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"^model: "):
        read(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 20) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(TREE)), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(GOOD)), json_values)
def test_whatever_stands_in_a_parts_place_is_refused_or_scores(part: str, value: object) -> None:
    try:
        model = read(json.dumps({**GOOD, part: value}))
    except ValueError as failure:
        assert str(failure).startswith("model: ")  # noqa: PT017
    else:
        assert 0 <= model.score(dict.fromkeys(FEATURES, 1.0)).value <= 1

"""A model's file is read strictly: whatever the walk relies on is checked at load, with one clear error."""

import json
from base64 import b64encode
from struct import pack
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import read
from lambdas.fraud_analyzer.model_file import LETTERS, MOST_NODES, MOST_TREES, parsed


def doubles(*numbers: float) -> str:
    return b64encode(pack(f"<{len(numbers)}d", *numbers)).decode()


NUMBERS = (1.5, -1, 1)
TREE = ["a..", [0], doubles(*NUMBERS)]
GOOD: dict[str, Any] = {
    "version": "v",
    "effective": "2026-11-26",
    "features": list(FEATURES),
    "base": 0.0,
    "thresholds": {"review": 0.5, "decline": 0.9},
    "trees": [TREE],
}
LEAF = [".", [], doubles(1)]

SHAPES = ("", "a", "a.", "a...", "..", ".a.", "ab..", "aa", "a.b.", "a.b...")
OTHER_LETTERS = (["a", ".", "."], None, 1, "A..", "a.\u0430", "a..\n", "aX.", f"{LETTERS[len(FEATURES)]}..")
OTHER_MEANS: tuple[object, ...] = ([], [0, 0], None, 0, "0", ["0"], [True])
OTHER_PACKED = ("", None, 1, [1.5, -1, 1], "ä" * 32, "?" * 32, TREE[2][:-4], f"{TREE[2]}\n")
OTHER_NUMBERS = ((1, 2), (1, 2, 3, 4), (float("nan"), 1, 2), (1, 2, float("-inf")))

HOSTILE: list[dict[str, Any]] = [
    {"version": ""},
    {"version": 1},
    {"version": "v" * 100},
    {"effective": None},
    {"effective": 20261126},
    {"effective": "today"},
    {"effective": "2026-11-26\n"},
    {"effective": "\u0662026-11-26"},
    {"features": []},
    {"features": ["amount", "amount"]},
    {"features": ["hour"]},
    {"features": [1]},
    {"features": "amount"},
    {"base": True},
    {"base": "0"},
    {"base": None},
    {"thresholds": {}},
    {"thresholds": {"review": 0, "decline": None}},
    {"thresholds": {"review": 1.1, "decline": None}},
    {"thresholds": {"review": 0.5, "decline": 0.4}},
    {"thresholds": {"review": 0.5}},
    {"trees": []},
    {"trees": {}},
    {"trees": [None]},
    {"trees": [LEAF] * (MOST_TREES + 1)},
    {"trees": [["." * (MOST_NODES + 1), [], doubles(*[1.0] * (MOST_NODES + 1))]]},
    {"trees": [[]]},
    {"trees": [{"feature": [0]}]},
    {"trees": [[*TREE, 1]]},
    {"trees": ["..."]},
    *({"trees": [[letters, [0], doubles(*NUMBERS)]]} for letters in OTHER_LETTERS),
    *({"trees": [["a..", means, doubles(*NUMBERS)]]} for means in OTHER_MEANS),
    *({"trees": [["a..", [0], packed]]} for packed in OTHER_PACKED),
    *({"trees": [["a..", [0], doubles(*row)]]} for row in OTHER_NUMBERS),
    # A tree that ends before its last node, or does not end with it.
    *({"trees": [[shape, [0] * (len(shape) - shape.count(".")), doubles(*shape.encode())]]} for shape in SHAPES),
]


def test_a_tree_is_read_as_nodes_with_their_right_child_and_a_leaf_has_neither_threshold_nor_child() -> None:
    assert parsed(json.dumps(GOOD)).trees == (((0, 1.5, 2, 0.0), (-1, 0.0, 0, -1.0), (-1, 0.0, 0, 1.0)),)


def test_a_good_file_is_read() -> None:
    assert read(json.dumps(GOOD)).log_odds([2.0] * len(FEATURES)) == 1


@pytest.mark.parametrize("changed", HOSTILE)
def test_any_other_file_is_an_error_that_names_the_part_and_says_what_to_do(changed: dict[str, Any]) -> None:
    (part,) = changed
    with pytest.raises(ValueError, match=f"^model: {part} is not as the training writes it; train the model again$"):
        read(json.dumps({**GOOD, **changed}))


@pytest.mark.parametrize(
    "changed",
    [
        {"another": 1},
        {"base": float("nan")},
        {"base": float("inf")},
        {"thresholds": {"review": float("nan"), "decline": None}},
        {"trees": [["a..", [float("nan")], doubles(*NUMBERS)]]},
    ],
)
def test_another_part_or_a_number_that_json_does_not_know_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^model: not an object with just the parts that the training writes; "):
        read(json.dumps({**GOOD, **changed}))


@pytest.mark.parametrize("missing", GOOD)
def test_nothing_may_be_missing(missing: str) -> None:
    with pytest.raises(ValueError, match=r"^model: "):
        read(json.dumps({name: part for name, part in GOOD.items() if name != missing}))


@pytest.mark.parametrize("text", ["", "null", "[]", "[" * 10_000, '"model"', "{"])
def test_text_that_is_no_model_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"^model: "):
        read(text)


@pytest.mark.parametrize("part", GOOD)
def test_a_part_that_stands_twice_is_refused(part: str) -> None:
    first, *_ = json.dumps({part: GOOD[part]})[1:].rpartition("}")
    with pytest.raises(ValueError, match=r"^model: "):
        read(f"{{{first}, {json.dumps(GOOD)[1:]}")


@pytest.mark.parametrize("version", ['"\\ud800"', '"m-\\udfff"'])
def test_a_version_that_cannot_be_written_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match=r"^model: "):
        read(json.dumps({**GOOD, "version": "VERSION"}).replace('"VERSION"', version))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 20) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["review", "decline", "a"]), inner, max_size=4)
    ),
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


# A leaf, or two trees below a split.
NUMBER = st.floats(-9, 9)
TREES = st.recursive(
    NUMBER, lambda inner: st.tuples(st.integers(0, 2), NUMBER, inner, inner), max_leaves=MOST_NODES // 2
)
Tree = float | tuple[int, float, "Tree", "Tree"]


def preorder(tree: Tree) -> list[tuple[str, float]]:
    if isinstance(tree, float):
        return [(".", tree)]
    feature, threshold, left, right = tree
    return [(LETTERS[feature], threshold), *preorder(left), *preorder(right)]


def reached(tree: Tree, row: list[float]) -> float:
    while not isinstance(tree, float):
        feature, threshold, left, right = tree
        tree = left if row[feature] <= threshold else right
    return tree


@given(TREES, st.lists(NUMBER, min_size=len(FEATURES), max_size=len(FEATURES)))
def test_a_row_reaches_the_leaf_that_it_reaches_in_the_tree_that_was_written_down(tree: Tree, row: list[float]) -> None:
    nodes = preorder(tree)
    letters, numbers = "".join(letter for letter, _ in nodes), [number for _, number in nodes]
    written = [letters, [0.0] * (len(nodes) // 2), doubles(*numbers)]
    model = read(json.dumps({**GOOD, "trees": [written]}))
    assert model.log_odds(row) == reached(tree, row)


def test_what_is_wrong_with_a_model_is_said_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="model") as failure:
        parsed("[]")
    told = "model: not an object with just the parts that the training writes; train the model again"
    assert str(failure.value) == told


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "v" * 64},
        {"features": ["amount"]},
        {"base": 1e15},
        {"base": -1e15},
        {"trees": [LEAF] * 500},
        {"trees": [["a" * 63 + "." * 64, [0] * 63, doubles(*[1.0] * 127)]]},
        {"thresholds": {"review": 1, "decline": 1}},
        {"thresholds": {"review": 0.001, "decline": None}},
    ],
)
def test_a_model_at_the_bounds_is_read(changes: dict[str, Any]) -> None:
    assert parsed(json.dumps({**GOOD, **changes}))


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "v" * 65},
        {"base": 1e15 + 1},
        {"base": -1e15 - 1},
        {"trees": [LEAF] * 501},
        {"thresholds": {"review": 1.001, "decline": None}},
        {"thresholds": {"review": 0, "decline": None}},
        {"thresholds": {"review": 0.5, "decline": 1.001}},
        {"thresholds": {"review": 0.5, "decline": 0.499}},
    ],
)
def test_a_model_beyond_the_bounds_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^model: "):
        parsed(json.dumps({**GOOD, **changes}))

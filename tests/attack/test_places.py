"""Places in a block, and what is put there."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attack.places import Gone, Into, places, put, words

BLOCK: dict[str, Any] = {
    "//": {"metadata": 1},
    "name": "review",
    "policy": '{"Statement":[{"Sid":"A"}]}',
    "tags": ["a", "b"],
}
INSIDE = ("policy", Into.DOCUMENT, "Statement", 0, "Sid")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1), inner, max_size=4),
    max_leaves=20,
)


def test_places_lead_into_documents_and_past_what_only_people_read() -> None:
    assert [words(place.steps) for place in places(BLOCK)] == [
        *("", "name", "policy", "policy:", "policy:Statement", "policy:Statement[0]", "policy:Statement[0].Sid"),
        *("tags", "tags[0]", "tags[1]"),
    ]


def test_a_place_in_general_does_not_say_where_in_a_list() -> None:
    assert words(INSIDE, general=True) == "policy:Statement[].Sid"


def test_what_is_put_into_a_document_is_a_document_again() -> None:
    changed = put(BLOCK, INSIDE, "B")
    assert json.loads(changed["policy"]) == {"Statement": [{"Sid": "B"}]}
    assert BLOCK["policy"] == '{"Statement":[{"Sid":"A"}]}'


def test_what_is_removed_is_gone() -> None:
    assert "name" not in put(BLOCK, ("name",), Gone.GONE)
    assert put(BLOCK, ("tags", 0), Gone.GONE)["tags"] == ["b"]
    assert json.loads(put(BLOCK, INSIDE, Gone.GONE)["policy"]) == {"Statement": [{}]}


@pytest.mark.parametrize("steps", [("name", "x"), ("none", "x"), ("tags", 7, "x"), ("name", Into.DOCUMENT, "x")])
def test_there_is_no_place_below_a_value_or_below_what_is_not_there(steps: Any) -> None:
    with pytest.raises((LookupError, TypeError)):
        put(BLOCK, steps, 1)


@given(JSON)
def test_putting_back_what_stands_there_changes_nothing(value: Any) -> None:
    for place in places(value):
        if Into.DOCUMENT not in place.steps:
            assert put(value, place.steps, place.value) == value

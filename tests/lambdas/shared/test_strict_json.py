"""What a function goes by has one meaning, or is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.strict_json import loads

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(JSON)
def test_what_is_read_is_what_was_written(value: Any) -> None:
    assert loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "nul", '{"a": 1} 2', "NaN", "[Infinity]", '{"a": -Infinity}', "1e999"),
        *('{"a": 1, "a": 1}', '[{"b": {"a": 1, "a": 2}}]', '"\\ud800"', '{"\\udc00": 1}', "[" * 60_000, "1" * 5_000),
    ],
    ids=lambda text: text[:24],
)
def test_what_has_no_one_meaning_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the JSON module's own words, too
        loads(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("text", "why"), [('{"a": 1, "a": 2}', "one key twice"), ("[" * 60_000, "nested too deeply")])
def test_what_the_json_module_would_take_or_fall_over_is_told_in_our_words(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        loads(text)

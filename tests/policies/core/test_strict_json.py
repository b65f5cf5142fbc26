"""JSON is read with one meaning, or refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.documents import decoded
from policies.core.strict_json import NotJson, freeze, loads, thaw

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(JSON)
def test_what_is_read_is_what_was_written(value: object) -> None:
    assert thaw(loads(json.dumps(value))) == value


@given(JSON, TEXT, JSON)
def test_a_key_that_stands_twice_is_refused_at_any_depth(first: object, key: str, second: object) -> None:
    twice = f"{{{json.dumps(key)}: {json.dumps(first)}, {json.dumps(key)}: {json.dumps(second)}}}"
    for text in (twice, f"[{twice}]", f'{{"outer": [1, {{"inner": {twice}}}]}}'):
        with pytest.raises(NotJson, match="stands twice"):
            loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{",
        '{"a": 1,,}',
        "NaN",
        "[Infinity]",
        "1e999",
        '"\\ud800"',
        '{"\\ud800": 1}',
        "[" * 100_000,
        "nul",
        "1" * 5000,
    ],
    ids=lambda text: text[:12],
)
def test_what_has_no_one_meaning_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(NotJson) as refused:
        loads(text)
    assert "\n" not in str(refused.value)


CHANGES: list[Callable[[Any], object]] = [
    lambda value: value.__setitem__("a", 2),
    lambda value: value["a"][0].__setitem__("b", 2),
    lambda value: value["a"].__setitem__(0, 2),
    lambda value: value.__delitem__("a"),
    lambda value: value.__ior__({"b": 2}),
    lambda value: value.update(b=2),
    lambda value: value.setdefault("b", 2),
    lambda value: value.pop("a"),
    lambda value: value.popitem(),
    lambda value: value.clear(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_read_cannot_be_changed(change: Callable[[Any], object]) -> None:
    value = loads('{"a": [{"b": 1}]}')
    with pytest.raises((TypeError, AttributeError)):
        change(value)
    assert thaw(value) == {"a": [{"b": 1}]}


def test_what_is_read_can_stand_in_a_set() -> None:
    assert len({loads('{"a": [{"b": 1}]}'), loads('{"a": [{"b": 1}]}'), loads("{}")}) == 2


def test_json_inside_strings_is_decoded_once() -> None:
    document = {"Statement": [json.dumps(["x"])]}
    assert thaw(decoded(freeze({"block": [{"policy": json.dumps(document)}]}))) == {"block": [{"policy": document}]}


@pytest.mark.parametrize(
    "text",
    [
        r'{"a": "\u0024{var.x}"}',
        r'{"a": "$\u007Bvar.x}"}',
        '{"a": 1, "a": 2}',
        "${jsonencode({})}",
        "{not json}",
        "[",
        "plain",
    ],
)
def test_a_string_that_is_no_json_of_one_meaning_stays_a_string(text: str) -> None:
    assert decoded(text) == text


def test_a_document_may_hold_other_escapes() -> None:
    assert thaw(decoded(r'{"Comment": "f\u00fcr"}')) == {"Comment": "für"}

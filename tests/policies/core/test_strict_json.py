"""JSON is read with one meaning, or refused."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.documents import decoded
from policies.core.strict_json import DEEPEST, NotJson, freeze, loads, thaw

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15) | TEXT,
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
        "10.0000000000000000001",
        "[9.99999999999999999999]",
        "0.1000000000000000055",
        "1e-400",
        "1e-99999999999999999999",
        "1e99999999999999999999",
        "-1e400",
        str(2**512 + 1),
        "1e200",
    ],
    ids=lambda text: text[:24],
)
def test_what_has_no_one_meaning_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(NotJson) as refused:
        loads(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["10", "10.0", "1e1", "1E+1", "100e-1", "0.1e2", "10.000000000000000000000000"])
def test_a_whole_number_is_one_however_it_is_written(text: str) -> None:
    value = loads(text)
    assert (type(value), value) == (int, 10)


@pytest.mark.parametrize("text", ["-0", "-0.0", "0e9", "0.0", "0e-99"])
def test_zero_has_no_sign(text: str) -> None:
    assert repr(loads(text)) == "0"


@pytest.mark.parametrize("number", [2**53 + 1, 10**30 + 1, 2**511 + 1, -(2**511) - 1])
def test_a_large_whole_number_keeps_every_digit(number: int) -> None:
    assert loads(str(number)) == number
    assert loads(f"{number}.0") == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=20), st.integers(-30, 30))
def test_a_number_that_is_read_is_the_one_that_was_written(number: Decimal, exponent: int) -> None:
    text = f"{number:f}e{exponent}"
    try:
        value = loads(text)
    except NotJson:
        return
    assert isinstance(value, int | float)
    assert Decimal(str(value)) == Decimal(text)


def test_an_inexact_number_inside_a_string_leaves_it_a_string() -> None:
    document = '{"TimeoutSeconds": 10.0000000000000000001}'
    assert decoded(document) == document
    assert thaw(decoded('{"TimeoutSeconds": 10.0}')) == {"TimeoutSeconds": 10}


def from_below(frames: int, text: str) -> object:
    """The text decoded, at so many calls below the caller."""
    return from_below(frames - 1, text) if frames else decoded(text)


@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1, 400])
def test_how_deeply_a_document_may_be_nested_does_not_depend_on_who_reads_it(depth: int) -> None:
    document = f"{'[' * depth}{']' * depth}"
    assert isinstance(decoded(document), tuple) is (depth <= DEEPEST)
    assert isinstance(from_below(400, document), tuple) is (depth <= DEEPEST)


@pytest.mark.parametrize("opening", ["[", '{"a": '])
def test_what_is_nested_too_deeply_is_refused(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    assert loads(f"{opening * DEEPEST}1{closing * DEEPEST}")
    with pytest.raises(NotJson, match="nested too deeply"):
        loads(f"{opening * (DEEPEST + 1)}1{closing * (DEEPEST + 1)}")


def test_a_value_of_an_example_is_the_same_as_if_it_had_been_read() -> None:
    assert repr(freeze([7.0, -0.0, 0.5, True])) == repr(loads("[7.0, -0.0, 0.5, true]"))


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

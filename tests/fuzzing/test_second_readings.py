"""The second readings that targets compare with: they agree with Python's own where that is right, and are stricter."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzzing import plain_json, sameness
from fuzzing.decisions import cases
from fuzzing.oracle import Defect, refused
from fuzzing.plain_archive import NotPlain, members
from fuzzing.plain_blocks import references
from fuzzing.targets import bundle

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_json_is_read_as_python_writes_it(value: Any, escaped: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    assert sameness.same(json.loads(text), plain_json.read(text))


@given(st.text(alphabet='{}[]:,"\\ue0123456789.-+trflasn \t\n'))
def test_no_text_is_taken_that_python_refuses(text: str) -> None:
    try:
        plain = plain_json.read(text)
    except plain_json.NotPlain:
        return
    assert sameness.same(json.loads(text, parse_float=Decimal, parse_int=Decimal), plain) or plain is not None


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[1,]", '{"a":1,}', "NaN", "01", "1.", ".5", "+1", "'a'", '{"a": 1, "a": 2}', "\ufeff1", "1 2"),
        *('"\\ud800"', '"\\x"', '"\n"', "tru", '{"a" 1}', "{1: 2}", "[1 2]", "\u00a01", "1\u2003"),
    ],
)
def test_what_is_no_json_of_one_meaning_is_refused(text: str) -> None:
    with pytest.raises(plain_json.NotPlain):
        plain_json.read(text)
    with pytest.raises(Defect):
        plain_json.one_meaning(text)


@pytest.mark.parametrize(
    ("ours", "text"),
    [(True, "1"), (1, "true"), (1, "2"), (0.1, "0.10000000000000001"), ("1", "1"), ([1], "[1, 2]"), ({"a": 1}, "{}")],
)
def test_another_value_is_another(ours: object, text: str) -> None:
    assert not sameness.same(ours, plain_json.read(text))


def test_a_rounded_number_is_the_same_only_where_that_is_asked_for() -> None:
    plain = plain_json.read("0.10000000000000001")
    assert sameness.same(0.1, plain, rounded=True)


def test_an_archive_is_read_by_the_headers_in_front_of_its_members() -> None:
    data = bundle.packed({"a.py": b"x", "b.json": b"{}"})
    assert members(data) == [("a.py", b"x"), ("b.json", b"{}")]
    for other in (data.replace(b"x", b"y", 1), b"x" + data, data + b"x", b""):
        with pytest.raises(NotPlain):
            members(other)


def test_a_reference_is_found_without_the_gates_own_expression() -> None:
    assert references("${aws_a.b.c}-${var.x} ${aws_a.b-c.d} ${aws_a.1.c} $${a_b.c.d}") == (
        ("aws_a", "b", "c"),
        ("aws_a", "b-c", "d"),
        ("a_b", "c", "d"),
    )


def test_the_payments_that_are_judged_are_of_cards_that_are_known_new_and_unread() -> None:
    known = [history for _, history in cases()]
    assert any(history is None for history in known)
    assert any(history and history.card.payments_30d >= 1e18 for history in known)
    assert any(history and history.seen == 0 for history in known)


@pytest.mark.parametrize("said", ["", " ", "a\nb", "a\u2028b", "Traceback (most recent call last):", "\ud800"])
def test_a_refusal_that_is_no_line_is_a_defect(said: str) -> None:
    with pytest.raises(Defect):
        refused(ValueError(said))
    refused(ValueError("rules.json: no JSON; correct it"))

"""Checkov reads a file by libyaml as it does by itself, lines included, and what libyaml refuses it reads by itself."""

import json
from pathlib import Path

import pytest
from checkov.common.parsers.yaml import loader
from hypothesis import given
from hypothesis import strategies as st

from gate.engines.checkov.parsing import by_libyaml, quick

PLAIN = loader.loads
QUICK = quick(loader)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def test_the_real_file_is_read_the_same(synthesized: Path) -> None:
    content = synthesized.read_text(encoding="utf-8")
    assert QUICK(content) == PLAIN(content)
    assert QUICK(content)[0]["resource"]["__endline__"] > 1000


@given(
    VALUES,
    st.sampled_from([None, 0, 2, "\t"]),
    st.booleans(),
    st.sampled_from([",", " ,\n"]),
    st.sampled_from([":", " : "]),
)
def test_whatever_json_says_is_read_the_same(
    value: object, indent: int | str | None, ascii_only: bool, comma: str, colon: str
) -> None:
    content = json.dumps({"resource": value}, indent=indent, ensure_ascii=ascii_only, separators=(comma, colon))
    assert repr(QUICK(content)) == repr(PLAIN(content))


@given(st.text(alphabet=st.characters() | st.sampled_from('{}[]:,"\\\t\n -#&*!|>%@`'), max_size=40))
def test_whatever_else_it_is_the_same_is_read_or_nothing(content: str) -> None:
    assert repr(QUICK(content)) == repr(PLAIN(content))


@pytest.mark.parametrize("content", [r'{"a": "\ud83d\ude00"}', '{"a":\t1}', "{", "\x00", "[" * 5000])
def test_what_libyaml_refuses_is_read_as_before(content: str) -> None:
    try:
        read = PLAIN(content)
    except RecursionError:
        with pytest.raises(RecursionError):
            QUICK(content)
    else:
        assert QUICK(content) == read


def test_checkov_is_left_as_it_was() -> None:
    with by_libyaml():
        assert loader.loads is not PLAIN
    assert loader.loads is PLAIN

"""A letter is JSON of one meaning, or it is said what it is not."""

import pytest

from redrive.exact_json import DEEPEST, loads


def nested(depth: int) -> str:
    return "[" * depth + "1" + "]" * depth


@pytest.mark.parametrize("text", ["9007199254740992", "-5", "0.1", "1e3", "1.50", '{"a": [null, true, "é"]}'])
def test_what_is_the_same_when_it_is_written_again_is_read(text: str) -> None:
    assert loads(text) is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 1}', "a key stands twice"),
        ("9007199254740993", "a whole number is too large for a double-precision number"),
        ("0.10000000000000000001", "a number is no double-precision number"),
        ("NaN", "NaN is no number of JSON"),
        ("-Infinity", "-Infinity is no number of JSON"),
        (nested(DEEPEST + 1), "nested too deeply"),
        ('{"a": ' * 21 + "1" + "}" * 21, "nested too deeply"),
    ],
)
def test_anything_else_is_refused_and_it_is_said_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        loads(text)


@pytest.mark.parametrize(
    "text", ["1" * 400, "1e999", "[" * 100_000, '"\\ud800"', '{"\\ud800": 1}', '[{"a": "\\ud800"}]']
)
def test_what_cannot_be_written_again_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the JSON module's own words, too
        loads(text)


def test_twenty_levels_are_read() -> None:
    assert DEEPEST == 20
    assert loads(nested(DEEPEST))


def test_what_is_nested_without_end_is_told_as_that() -> None:
    with pytest.raises(ValueError, match="recursion"):
        loads("[" * 100_000)

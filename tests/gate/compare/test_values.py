"""No two values that differ are told alike, and none that are the same are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.compare.values import ABSENT, Value, changes
from policies.core.strict_json import Frozen, freeze

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=300)
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.text(max_size=5), inner, max_size=4).map(Frozen)
    ),
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (1, 1.0, "it was 1, and is 1.0"),
        ("true", True, 'it was "true", and is true'),
        (True, 1, "it was true, and is 1"),
        (ABSENT, None, "it was not set, and is null"),
        (ABSENT, "not set", 'it was not set, and is "not set"'),
        ("admin", "аdmin", 'it was "admin", and is "\\u0430dmin"'),  # noqa: RUF001 - a Cyrillic letter
        ((1, 2), (2, 1), "it has the same items in another order"),
        (("a", "b"), ("b", "c", "d"), 'it lost "a" | it gained "c" | it gained "d"'),
        (("a", "b"), ("a", "c"), 'it[1] was "b", and is "c"'),
        (freeze({"a": None}), freeze({}), "it.a was null, and is not set"),
    ],
)
def test_what_differs_is_said_in_words(old: Value, new: Value, said: str) -> None:
    assert " | ".join(changes(old, new, "it")) == said


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    (said,) = changes("x" * 500 + "old" + "y" * 500, "x" * 500 + "new" + "y" * 500, "it")
    assert "old" in said
    assert "new" in said
    assert len(said) < 200


def test_long_items_of_one_beginning_are_told_apart_by_their_digests() -> None:
    lost, gained = changes(("x" * 500 + "1",), ("x" * 500 + "2", 3), "it"), None
    said = [text for text in lost if "sha256:" in text]
    assert gained is None
    assert len(set(said)) == len(said) == 2


@given(VALUES, VALUES)
def test_two_values_differ_in_words_if_and_only_if_they_differ(old: Value, new: Value) -> None:
    said = list(changes(old, new, "it"))
    assert bool(said) is (repr(old) != repr(new) and repr(_sorted(old)) != repr(_sorted(new)))
    for text in said:
        if " was " in text and ", and is " in text:
            was, _, is_ = text.rpartition(", and is ")
            assert not was.endswith(f" was {is_}")


def _sorted(value: Value) -> object:
    """The same with the keys of objects in order."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, tuple) else value

"""What counts as the same value, and what only looks like it."""

import pytest

from policies.core.equality import same
from policies.core.strict_json import freeze


@pytest.mark.parametrize("value", [None, True, 0, 1.5, "a", [], {}, {"a": [1, {"b": False}]}])
def test_a_value_is_the_same_as_what_it_became_when_it_was_frozen(value: object) -> None:
    assert same(freeze(value), value)


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert same(0.0, 0)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1, True), (False, 0), ("1", 1), ([], {}), (None, False), ([True], [1]), ({"a": 0}, {"a": False})],
)
def test_what_only_counts_alike_is_not_the_same(value: object, wanted: object) -> None:
    assert not same(value, wanted)


@pytest.mark.parametrize(("value", "wanted"), [([1], [1, 1]), ({"a": 1}, {"a": 1, "b": None}), ({"a": 1}, {"b": 1})])
def test_less_or_other_content_is_not_the_same(value: object, wanted: object) -> None:
    assert not same(value, wanted)

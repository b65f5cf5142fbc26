"""A number of the environment is the one that is written there, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.environment import whole


@given(st.integers(1, 999_999_999))
def test_a_whole_number_in_plain_digits_is_read(number: int) -> None:
    assert whole("LIMIT", {"LIMIT": str(number)}) == number


@pytest.mark.parametrize(
    "value", ["", "0", "-1", "+1", "5,000", "5_000", "5e3", "05", " 5", "5\n", "5.0", "five", "\u0665"]
)
def test_any_other_text_is_an_error_that_names_the_variable(value: str) -> None:
    with pytest.raises(ValueError, match=r"LIMIT: not a whole number above 0 in plain digits"):
        whole("LIMIT", {"LIMIT": value})


def test_a_value_that_is_no_number_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="LIMIT") as failure:
        whole("LIMIT", {"LIMIT": "hunter2"})
    assert "hunter2" not in str(failure.value)


def test_a_missing_variable_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="LIMIT"):
        whole("LIMIT", {})

"""Card numbers are found wherever they hide, and what merely looks like one is let through."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.transaction_validator.card_numbers import holds_card_number

# Well-known test numbers, in groups as they are printed on a card.
TEST_CARDS = {
    "visa": ("4111", "1111", "1111", "1111"),
    "visa of 13 digits": ("4222", "2222", "2222", "2"),
    "mastercard": ("5555", "5555", "5555", "4444"),
    "american express": ("3782", "822463", "10005"),
}
VISA = TEST_CARDS["visa"]


def check_digit(payload: str) -> str:
    """By the textbook's other formulation: double from the right, add the digits of the products."""
    products = [int(digit) * (2, 1)[place % 2] for place, digit in enumerate(reversed(payload))]
    return str(-sum(product // 10 + product % 10 for product in products) % 10)


numbers = st.text("0123456789", min_size=12, max_size=18).map(lambda payload: payload + check_digit(payload))


@pytest.mark.parametrize("groups", TEST_CARDS.values(), ids=TEST_CARDS)
@pytest.mark.parametrize("separator", ["", " ", "-", "_", " - ", ".", "\u00a0", "\u2013"])
def test_a_test_card_is_found_with_any_separator(groups: tuple[str, ...], separator: str) -> None:
    assert holds_card_number(f"paid with {separator.join(groups)}, thanks")


@given(numbers)
def test_every_luhn_valid_number_is_found_as_text_and_as_integer(number: str) -> None:
    assert holds_card_number(number)
    assert holds_card_number(int("9" + number[:11] + check_digit("9" + number[:11])))


@given(numbers, st.integers(1, 9))
def test_a_wrong_check_digit_is_no_card_number(number: str, off: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + off) % 10)
    assert not holds_card_number(wrong)


@pytest.mark.parametrize(
    "value",
    [
        {"a": {"b": ["x", {"c": "".join(VISA)}]}},
        {"".join(VISA): None},
        int("".join(VISA)),
        -int("".join(VISA)),
        float("".join(VISA)),
        "".join(VISA).translate({ord("0") + digit: ord("\u0660") + digit for digit in range(10)}),
        "12-" + "-".join(VISA),
    ],
    ids=["nested", "as a key", "integer", "negative", "float", "Arabic digits", "after another group"],
)
def test_a_card_number_is_found_in_any_place(value: object) -> None:
    assert holds_card_number(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "4111",
        4111,
        True,
        None,
        1.5,
        float("nan"),
        float("inf"),
        pytest.param(10**5000, id="huge"),
        "2026-01-01T12:00:00Z",
        "m-77_t-12",
        [],
    ],
)
def test_what_is_no_card_number_is_let_through(value: object) -> None:
    assert not holds_card_number(value)


def test_a_card_number_longer_or_shorter_than_any_card_is_none() -> None:
    assert not holds_card_number("0" * 12)
    assert not holds_card_number("0" * 20)


def test_huge_bodies_are_not_read_to_their_end() -> None:
    started = time.process_time()
    for value in ("1-" * 200_000, ["1 2" * 9] * 100_000, "x" * 400_000):
        holds_card_number(value)
    assert time.process_time() - started < 2

"""Amounts are whole minor units of their currency, and worth dollars by a table that has a day."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.transaction_validator.money import Worth, faults, rounded, worth, written
from lambdas.transaction_validator.rates import MILLISECONDS_PER_DAY, Rates

EFFECTIVE = 1_793_318_400_000
RATES = Rates({"EUR": Decimal("1.25"), "JPY": Decimal("0.0064")}, EFFECTIVE, 60)
cents = st.integers(1, 10**11)


def wrong(amount: object, currency: str = "USD") -> list[str]:
    return [*faults(written(amount), currency)]


@given(cents, cents)
def test_a_sum_of_two_amounts_as_floats_is_the_amount_that_was_meant(first: int, second: int) -> None:
    total = first / 100 + second / 100
    assert wrong(total) == []
    assert rounded(written(total), "USD") == Decimal(first + second) / 100


@given(cents, st.sampled_from([-1, 1]), st.integers(11, 49).map(lambda tenths: tenths / 10_000))
def test_what_is_no_sum_of_cents_is_refused(amount: int, side: int, off: float) -> None:
    assert wrong(f"{Decimal(amount) / 100 + side * Decimal(str(off))}") == [
        "must have at most 2 decimals in this currency"
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1.234", "KWD", "1.234"),
        (1.231, "KWD", "1.231"),
        (5001, "JPY", "5001"),
        (5001.0, "JPY", "5001"),
        ("12.5", "USD", "12.50"),
        (0.1 + 0.2, "USD", "0.30"),
        ("0.3000000009", "USD", "0.30"),
        ("0.300000001", "USD", "0.30"),
        ("0.0001", "CLF", "0.0001"),
        (999_999_999_999, "VND", "999999999999"),
        ("9999999999.99", "USD", "9999999999.99"),
        (1e10 - 1, "EUR", "9999999999.00"),
    ],
)
def test_an_amount_has_exactly_the_decimals_of_its_currency(amount: object, currency: str, text: str) -> None:
    assert wrong(amount, currency) == []
    assert f"{rounded(written(amount), currency):f}" == text


@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        (12.345, "USD", "at most 2 decimals"),
        ("0.30000001", "USD", "at most 2 decimals"),
        (0.5, "JPY", "at most 0 decimals"),
        ("1.2345", "KWD", "at most 3 decimals"),
        ("0.0000000001", "USD", "at least one minor unit"),
        ("10000000000", "USD", "at most 12 digits"),
        ("1000000000", "KWD", "at most 12 digits"),
    ],
)
def test_what_is_no_amount_of_a_currency_is_told(amount: object, currency: str, fault: str) -> None:
    (only,) = wrong(amount, currency)
    assert fault in only


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("5000.01", "USD", Worth(Decimal("5000.01"), "ok")),
        ("4500.00", "EUR", Worth(Decimal("5625.00"), "ok")),
        ("5001", "JPY", Worth(Decimal("32.01"), "ok")),
        ("1.234", "KWD", Worth(None, "currency_not_listed")),
    ],
)
def test_an_amount_is_worth_dollars_where_a_rate_says_so(amount: str, currency: str, expected: Worth) -> None:
    assert worth(Decimal(amount), currency, rates=RATES, now=EFFECTIVE) == expected


@pytest.mark.parametrize(
    ("now", "conversion"),
    [
        (EFFECTIVE - 1, "rates_outdated"),
        (EFFECTIVE, "ok"),
        (EFFECTIVE + 60 * MILLISECONDS_PER_DAY, "ok"),
        (EFFECTIVE + 60 * MILLISECONDS_PER_DAY + 1, "rates_outdated"),
    ],
)
def test_a_table_holds_from_its_day_on_and_no_longer_than_stated(now: int, conversion: str) -> None:
    assert worth(Decimal("1.00"), "EUR", rates=RATES, now=now).conversion == conversion


def test_dollars_need_no_rate_and_a_currency_that_is_not_listed_is_none_whatever_the_tables_age() -> None:
    later = EFFECTIVE + 10**12
    assert worth(Decimal("1.00"), "USD", rates=RATES, now=later) == Worth(Decimal("1.00"), "ok")
    assert worth(Decimal("1.000"), "KWD", rates=RATES, now=later).conversion == "currency_not_listed"

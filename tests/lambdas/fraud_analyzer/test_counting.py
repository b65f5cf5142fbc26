"""What is counted for the rules, at the bounds of the shipped rules file and a review limit of 5,000 dollars."""

import pytest

from lambdas.fraud_analyzer.transaction import Transaction
from tests.lambdas.fraud_analyzer.replay import LIMIT, shipped_rules

COUNTING = shipped_rules(LIMIT).counting
BY_CHIP = Transaction(1.0, "ok", "tok_regular", "grocer", "till-1", "US", "chip")
BY_NUMBER = Transaction(1.0, "ok", "tok_regular", "grocer", "", "US", "")


@pytest.mark.parametrize(
    ("amount", "just_below", "part"),
    [
        *((2499.99, False, 0.0), (2500.0, False, 2500.0), (4499.99, False, 4499.99)),
        *((4500.0, True, 4500.0), (5000.0, True, 5000.0), (5000.01, False, 0.0)),
    ],
)
def test_a_large_part_is_half_the_limit_and_nine_tenths_of_it_are_just_below(
    amount: float, just_below: bool, part: float
) -> None:
    assert (COUNTING.is_just_below(amount), COUNTING.large_part(amount)) == (just_below, part)


@pytest.mark.parametrize(
    ("amount", "payments", "probe"), [(5.0, 0, True), (5.0, 2, True), (5.0, 3, False), (5.01, 0, False)]
)
def test_a_probe_is_a_small_amount_with_hardly_one_before(amount: float, payments: int, probe: bool) -> None:
    assert COUNTING.is_probe(BY_NUMBER, amount, payments) is probe
    assert not COUNTING.is_probe(BY_CHIP, amount, payments)


def test_a_card_is_kept_for_180_days_and_a_merchants_count_for_two() -> None:
    at = 1_790_000_000_999
    assert COUNTING.card_expires(at) == str(1_790_000_000 + 180 * 24 * 60 * 60)
    assert COUNTING.merchant_expires(at) == str(1_790_000_000 + 2 * 24 * 60 * 60)

"""A merchant's count of a day: it fades, and DynamoDB can add to it all day long."""

from itertools import accumulate

import pytest

from lambdas.fraud_analyzer.merchant import ENOUGH, FADING, MILLISECONDS_PER_DAY, Merchant, beginning

DAY = beginning("2026-11-26")
MOST_DIGITS = 38  # of a number of DynamoDB's


def test_a_payment_counts_once_now_and_less_later() -> None:
    now = DAY + 5 * FADING
    merchant = Merchant(DAY, float(Merchant(DAY).one(now)))
    assert merchant.count(now) == pytest.approx(1)
    assert merchant.count(now + FADING) == pytest.approx(0.37, abs=0.01)
    assert Merchant(DAY).count(now) == 0


def test_no_sum_of_a_day_has_more_digits_than_dynamodb_keeps() -> None:
    """A payment a second, and a thousand a second at last; each is added to one item, from the first on."""
    seconds = range(0, MILLISECONDS_PER_DAY, 1000)
    weights = [Merchant(DAY).one(DAY + at) for at in seconds] + [Merchant(DAY).one(DAY + MILLISECONDS_PER_DAY)] * 9_000
    assert all(len(str(total)) <= MOST_DIGITS for total in accumulate(weights))


def test_no_attack_however_fast_makes_a_count_that_dynamodb_refuses_to_add_to() -> None:
    """Once a count says enough, nothing is added: but what was read before that may still come, from all executions."""
    end = DAY + MILLISECONDS_PER_DAY
    full = Merchant(DAY, ENOUGH * float(Merchant(DAY).one(end)))
    assert full.says_enough(end)
    assert not Merchant(DAY, full.weight - 2 * Merchant(DAY).one(end)).says_enough(end)
    assert len(str(int(full.weight) + 10_000 * full.one(end))) <= MOST_DIGITS


def test_a_clock_before_or_after_the_day_weighs_within_bounds() -> None:
    assert Merchant(DAY).one(DAY - FADING) == Merchant(DAY).one(DAY)
    assert len(str(Merchant(DAY).one(DAY + 3 * MILLISECONDS_PER_DAY))) < MOST_DIGITS - 3

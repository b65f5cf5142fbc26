"""A merchant's count of a day: it fades, and DynamoDB can add to it all day long."""

import time
from itertools import accumulate
from math import exp

import pytest

from lambdas.fraud_analyzer.merchant import ENOUGH, FADING, Merchant, beginning, read_weight

DAY = beginning("2026-11-26")
MILLISECONDS_PER_DAY = 86_400_000
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


def test_a_payment_counts_a_hundred_at_first_and_e_times_as_much_each_twenty_minutes() -> None:
    merchant = Merchant(DAY)
    assert [merchant.one(DAY + minutes * 60_000) for minutes in (0, 20, 40)] == [100, 272, 739]
    assert merchant.one(DAY + 73 * 1_200_000) == merchant.one(DAY + 10**12) == round(100 * exp(73.0))


def test_a_thousand_payments_say_enough() -> None:
    assert Merchant(DAY, 100_000.0).says_enough(DAY)
    assert not Merchant(DAY, 99_999.0).says_enough(DAY)


def test_a_day_begins_at_midnight_utc() -> None:
    assert DAY == 1_795_651_200_000


def test_a_day_begins_at_midnight_utc_wherever_the_function_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", "XXX-09")
        time.tzset()
        elsewhere = beginning.__wrapped__("2026-11-26")
    time.tzset()
    assert elsewhere == DAY


@pytest.mark.parametrize(
    ("text", "weight"), [("0", 0.0), ("12.5", 12.5), ("1E+30", 1e30), ("1e-3", 0.001), ("9" * 130, 1e130)]
)
def test_a_weight_is_read_as_dynamodb_writes_it(text: str, weight: float) -> None:
    assert read_weight(text) == pytest.approx(weight)


@pytest.mark.parametrize(
    "text", ["", "-1", "1.", ".5", "1e", "1e1000", "1e999", "NaN", "9" * 131, "1." + "0" * 131, "\u0661"]
)
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^history: a merchant's weight is no number$"):
        read_weight(text)

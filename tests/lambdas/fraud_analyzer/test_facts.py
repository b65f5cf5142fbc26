"""The numbers that rules compare, each by itself: what no rule's threshold tells apart is told apart here."""

import pytest

from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.facts import OF_HISTORY, OF_THE_PAYMENT, of_card, of_customer, of_merchant, of_payment
from lambdas.fraud_analyzer.features import MOST, features
from lambdas.fraud_analyzer.merchant import Merchant
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.terminal import Terminal
from tests.lambdas.fraud_analyzer.replay import BEGINS, DAY, LIMIT, shipped_rules

COUNTING = shipped_rules(LIMIT).counting
# Four payments of 100 dollars: their logarithms sum to 18.42, and their squares to 84.83.
KNOWN = Card(BEGINS, "US", 2.5, 4.0, 400.0, 18.420680743952367, 84.83035945724893, 0.0)
RECENT = Recent(
    BEGINS, payments=7, payments_10m=1.5, just_below_1d=0.5, large_parts_1d=3000.0, largest=150.0, country="US"
)
FRAUDS = Terminal(((BEGINS // DAY, 3, 2),))


def facts(amount: float, card: Card = KNOWN, recent: Recent = RECENT) -> dict[str, float]:
    seen = features(at=BEGINS, amount_usd=amount, card=card, terminal=FRAUDS)
    return of_card(amount, card, recent, seen, COUNTING)


def test_the_facts_of_a_small_amount_are_of_what_was_before_it() -> None:
    assert facts(300.0) == {
        "payments_known": 7,
        "payments_10m": 2.5,
        "payments_1d": 3.5,
        "payments_just_below_1d": 0.0,
        "parts_before_1d": 3000.0,
        "parts_over_limit_1d": 0.0,
        "amount_of_new_card": 0.0,
        "times_usual": 3.0,
        "times_largest": 2.0,
        "deviations": pytest.approx(1.0986123 / 0.2),
        "terminal_frauds": 2.0,
        "terminal_frauds_7d": 3.0,
    }


def test_an_amount_just_below_the_limit_counts_and_a_large_part_is_added_to_those_before() -> None:
    assert facts(4700.0)["payments_just_below_1d"] == 1.5
    assert (facts(2600.0)["parts_over_limit_1d"], facts(1900.0)["parts_over_limit_1d"]) == (600.0, 0.0)


@pytest.mark.parametrize(
    ("card", "payments", "amount"), [(KNOWN, 2, 80.0), (KNOWN, 3, 0.0), (Card(), 3, 80.0), (Card(), 0, 80.0)]
)
def test_a_card_is_new_with_up_to_two_payments_or_once_its_usual_amount_is_forgotten(
    card: Card, payments: int, amount: float
) -> None:
    assert facts(80.0, card, Recent(payments=payments))["amount_of_new_card"] == amount


def test_of_a_card_without_a_largest_amount_any_is_above_it_unless_it_never_paid() -> None:
    assert facts(80.0, KNOWN, Recent(payments=1))["times_largest"] == MOST
    assert facts(80.0, Card(), Recent())["times_largest"] == 0.0


def test_deviations_are_of_a_cards_own_spread_where_that_is_not_small() -> None:
    # Half of them are e times as large as the others: the spread of their logarithms is a half.
    wide = Card(BEGINS, "US", 0.0, 4.0, 14.9, 6.0, 10.0, 0.0)
    assert facts(20.0, wide)["deviations"] == pytest.approx((2.9957323 - 1.5) / 0.5)


def test_the_facts_of_payment_customer_and_merchant_are_single_numbers() -> None:
    assert of_payment(5600.0, COUNTING) == {"amount": 5600.0, "amount_over_limit": 600.0}
    assert of_customer(BEGINS - 10 * DAY, BEGINS) == {"not_me_days_left": 20.0}
    busy = Merchant(BEGINS, 300.0)
    assert of_merchant(busy, BEGINS, probe=True) == {"new_cards_at_merchant": 4.0}
    assert of_merchant(busy, BEGINS, probe=False) == {"new_cards_at_merchant": 0.0}


def test_every_fact_that_a_rule_may_name_is_stated() -> None:
    places = {"kilometers_per_hour", "countries_1h"}
    assert {*of_payment(1.0, COUNTING)} == OF_THE_PAYMENT
    stated = {*facts(1.0), *of_customer(0, BEGINS), *of_merchant(Merchant(BEGINS), BEGINS, probe=True)} | places
    assert stated == OF_HISTORY

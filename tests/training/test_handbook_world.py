"""The simulation keeps the benchmark's rules."""

from collections import Counter, defaultdict
from itertools import islice

import pytest

from training.handbook_world import CUSTOMERS, TERMINALS, payments
from training.payment import Payment, day_of

DAYS = 12


@pytest.fixture(scope="module")
def world() -> list[Payment]:
    return list(payments(seed=7, days=DAYS))


def test_the_same_seed_gives_the_same_payments_and_another_seed_others() -> None:
    first, again, other = (list(islice(payments(seed=seed, days=1), 500)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_payments_come_in_the_order_of_their_time(world: list[Payment]) -> None:
    assert world == sorted(world)
    assert {day_of(payment) for payment in world} == set(range(DAYS))


def test_there_are_about_as_many_payments_a_day_as_in_the_benchmark(world: list[Payment]) -> None:
    # 1,754,155 in 183 days.
    assert len(world) / DAYS == pytest.approx(1_754_155 / 183, rel=0.05)


def test_amounts_are_positive_and_in_cents(world: list[Payment]) -> None:
    assert all(payment.amount > 0 and payment.amount == round(payment.amount, 2) for payment in world)
    assert max(payment.amount for payment in world) < 3000


def test_every_amount_above_220_is_fraud(world: list[Payment]) -> None:
    large = [payment for payment in world if payment.amount > 220]
    assert large
    assert all(payment.fraud for payment in large)


def test_customers_and_terminals_are_within_their_numbers(world: list[Payment]) -> None:
    assert {payment.customer for payment in world} <= set(range(CUSTOMERS))
    assert {payment.terminal for payment in world} <= set(range(TERMINALS))


def test_a_compromised_terminal_has_nothing_but_fraud_from_one_day_on(world: list[Payment]) -> None:
    of_terminal: dict[int, list[bool]] = defaultdict(list)
    for payment in world:
        of_terminal[payment.terminal].append(payment.fraud)
    turned = [frauds for frauds in of_terminal.values() if sum(frauds) >= 6]
    assert turned
    begins = [frauds.index(True) for frauds in turned]
    whole = [all(frauds[begin:]) for frauds, begin in zip(turned, begins, strict=True)]
    assert sum(whole) / len(whole) > 0.9


def test_fraud_on_stolen_cards_is_larger_than_honest_payments(world: list[Payment]) -> None:
    per_customer = Counter(payment.customer for payment in world if payment.fraud)
    stolen = {customer for customer, frauds in per_customer.items() if frauds >= 4}
    amounts = {
        fraud: [payment.amount for payment in world if payment.customer in stolen and payment.fraud is fraud]
        for fraud in (True, False)
    }
    means = {fraud: sum(values) / len(values) for fraud, values in amounts.items()}
    assert means[True] > 2 * means[False]


def test_fraud_is_rare(world: list[Payment]) -> None:
    assert 0.001 < sum(payment.fraud for payment in world) / len(world) < 0.01

"""The lognormal world: large honest amounts, journeys, and frauds that an amount does not tell."""

from collections import defaultdict
from itertools import islice
from statistics import median

import pytest

from training.card_holder import HOME, NO_TERMINAL
from training.lognormal_world import UNSEEN, payments
from training.payment import Payment, day_of

DAYS = 15


@pytest.fixture(scope="module")
def world() -> list[Payment]:
    return list(payments(seed=7, days=DAYS))


def test_the_same_seed_gives_the_same_payments_and_another_seed_others() -> None:
    first, again, other = (list(islice(payments(seed=seed, days=1), 500)) for seed in (1, 1, 2))
    assert first == again != other
    assert list(islice(payments(seed=1, days=1, amounts=UNSEEN), 500)) != first


def test_payments_come_in_the_order_of_their_time(world: list[Payment]) -> None:
    assert world == sorted(world)
    assert {day_of(payment) for payment in world} == set(range(DAYS))


def test_honest_amounts_are_often_large(world: list[Payment]) -> None:
    amounts = [payment.amount for payment in world if not payment.fraud]
    assert 35 < median(amounts) < 60
    assert sum(amount > 220 for amount in amounts) > 0.05 * len(amounts)
    assert min(amounts) > 0


def test_fraud_is_rare_and_seldom_the_largest_amount(world: list[Payment]) -> None:
    assert 0.003 < sum(payment.fraud for payment in world) / len(world) < 0.02
    largest = sorted(world, key=lambda payment: payment.amount)[-len(world) // 100 :]
    assert sum(payment.fraud for payment in largest) < 0.3 * len(largest)


def test_some_honest_owners_travel_and_some_pay_online(world: list[Payment]) -> None:
    honest = [payment for payment in world if not payment.fraud]
    assert 0.005 < sum(payment.country != HOME for payment in honest) / len(honest) < 0.2
    assert 0.2 < sum(payment.terminal == NO_TERMINAL for payment in honest) / len(honest) < 0.3


def test_a_card_is_tested_by_small_amounts_seconds_apart(world: list[Payment]) -> None:
    small = defaultdict(list)
    for payment in world:
        if payment.fraud and payment.amount <= 5:
            small[payment.customer].append(payment.timestamp)
    bursts = [times for times in small.values() if len(times) >= 8 and times[7] - times[0] < 8 * 60_000]
    assert len(bursts) >= DAYS - 2

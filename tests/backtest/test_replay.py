"""Payments are decided as the deployed system decides them, with what it would have known then."""

import random
from itertools import permutations

import pytest

from backtest.candidate import Candidate
from backtest.histories import Histories
from backtest.payment import Payment
from backtest.replay import Decided, replayed
from lambdas.fraud_analyzer import model, rules
from tests.backtest.made import BEGINS, DAY, MINUTE, paid
from tests.lambdas.fraud_analyzer.replay import World

SHIPPED = Candidate("shipped", rules.load(5000), model.load())
APPROVED = "approve"


def decided(*payments: Payment, delay: float = 7) -> list[Decided]:
    return list(replayed(payments, SHIPPED.decide, delay=delay))


def test_each_payment_is_decided_as_through_the_stored_items_of_the_system() -> None:
    chance = random.Random(5)  # noqa: S311 - a test must be repeatable
    payments = [
        paid(
            number,
            number * 7 * MINUTE,
            round(chance.lognormvariate(3.2, 1.5), 2),
            card=f"card-{chance.randrange(6)}",
            merchant=f"shop-{chance.randrange(3)}",
            terminal=chance.choice(("", "till-1", "till-2")),
            country=chance.choice(("US", "US", "US", "BR", "")),
            entry_mode=chance.choice(("chip", "ecommerce", "")),
        )
        for number in range(600)
    ]
    world, expected = World(), []
    for payment in payments:
        world.at = payment.at
        assert payment.amount is not None
        where = {"merchant_id": payment.merchant, "terminal_id": payment.terminal, "country": payment.country}
        where |= {"entry_mode": payment.entry_mode}
        answer = world.pay(payment.amount, after=0, card=payment.card, **where)
        expected.append(Decided(answer.decision, answer.whole["score"], tuple(answer.reasons)))
    assert decided(*payments) == expected
    assert len({each.decision for each in expected}) > 1


def test_a_confirmed_fraud_counts_at_its_terminal_once_its_label_has_come_and_not_before() -> None:
    frauds = [paid(number, number * MINUTE, card=f"card-{number}", fraud=True) for number in range(3)]
    later = [paid(10 + day, day * DAY, card=f"card-{10 + day}") for day in (6, 8)]
    assert [each.decision for each in decided(*frauds, *later)][3:] == [APPROVED, "review"]
    assert [each.decision for each in decided(*frauds, *later, delay=9)][3:] == [APPROVED, APPROVED]
    assert "fraud_confirmed_at_terminal" in decided(*frauds, *later, delay=1)[3].reasons


def test_a_row_that_says_when_it_was_reported_is_confirmed_then() -> None:
    reported = BEGINS + 2 * DAY
    frauds = [
        paid(number, number * MINUTE, card=f"card-{number}", fraud=True, reported_at=reported) for number in range(3)
    ]
    later = [paid(10 + day, day * DAY, card=f"card-{10 + day}") for day in (1, 3)]
    assert [each.decision for each in decided(*frauds, *later)][3:] == [APPROVED, "review"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_one_cards_frauds_move_a_terminal_once_in_whichever_order_they_are_reported(order: tuple[int, ...]) -> None:
    def is_moved(cards: int, *, by_reviewer: bool = False) -> bool:
        frauds = [
            paid(n, n * MINUTE, card=f"card-{n % cards}", fraud=True, reported_at=BEGINS + DAY + place)
            for n, place in enumerate(order)
        ]
        frauds = [fraud._replace(by_reviewer=by_reviewer) for fraud in frauds]
        # It takes two.
        return "fraud_confirmed_at_terminal" in decided(*frauds, paid(9, 2 * DAY, card="another"))[-1].reasons

    assert (is_moved(3), is_moved(1)) == (True, False)
    # Of these a reviewer has looked at each.
    assert is_moved(1, by_reviewer=True)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_verdict_that_is_corrected_takes_back_what_its_card_has_counted(order: tuple[int, ...]) -> None:
    histories, frauds = Histories(), [paid(n, n * DAY, fraud=True) for n in range(3)]

    def counts() -> list[int]:
        item = histories.items["terminal#till-1"]
        kinds = ("frauds_", "ordinary_")
        return [sum(int(item[name]["N"]) for name in item if name.startswith(kind)) for kind in kinds]

    for number in order:
        histories.report(frauds[number], ordinary=True, now=BEGINS + 3 * DAY)
        assert counts() == [1, 1]
    for number in reversed(order):
        assert counts() == [1, 1]
        histories.report(frauds[number]._replace(fraud=False), ordinary=True, now=BEGINS + 4 * DAY)
    assert counts() == [0, 0]


def test_new_cards_with_small_amounts_are_counted_at_their_merchant_and_only_there() -> None:
    def probes(merchant: str) -> list[str]:
        given = {"merchant": merchant, "terminal": "", "entry_mode": "ecommerce"}
        return [
            each.decision for each in decided(*(paid(n, n * 1000, 0.99, card=f"card-{n}", **given) for n in range(60)))
        ]

    assert probes("shop").count(APPROVED) < 20
    assert "decline" in probes("shop")
    # Where a file names no merchant, all of its payments are no payments at one.
    assert set(probes("")) == {APPROVED}


def test_what_is_remembered_of_a_card_expires() -> None:
    regular = [paid(day, day * DAY) for day in range(10)]
    long_after = paid(99, 9 * DAY + 181 * DAY, 1500.0)
    assert "first_use_at_high_amount" in decided(*regular, long_after)[-1].reasons


def test_a_payment_without_an_amount_in_dollars_is_reviewed_and_teaches_nothing() -> None:
    unknown = paid(1, 0, None, conversion="rates_outdated")
    assert decided(unknown)[0].reasons == ("rates_outdated",)
    assert decided(unknown, paid(2, MINUTE))[1] == decided(paid(2, MINUTE))[0]

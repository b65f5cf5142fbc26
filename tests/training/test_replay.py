"""Training sees of a payment what the function sees, bit for bit; labels reach a terminal late."""

import json
from itertools import permutations

import pytest

from lambdas.fraud_analyzer import card_state, terminal
from lambdas.fraud_analyzer.card import Card, after
from lambdas.fraud_analyzer.features import Features, features, is_ordinary
from training import handbook_world, lognormal_world
from training.payment import DELAY_DAYS, MILLISECONDS_PER_DAY, START, Payment
from training.replay import replayed

PAYMENTS = 10_000


def at(day: float, *, fraud: bool = False, amount: float = 10.0, place: int = 5) -> Payment:
    return Payment(START + int(day * MILLISECONDS_PER_DAY), amount, 1, place, fraud)


def seen(*payments: Payment) -> list[Features]:
    return [told for _, told in replayed(payments)]


class Stored:
    """The table of histories as DynamoDB holds it: states are text, and a report adds to numbers that are text."""

    def __init__(self) -> None:
        self.cards: dict[int, str] = {}
        self.terminals: dict[int, dict[str, dict[str, str]]] = {}
        self.counted: set[tuple[int, int]] = set()

    def card(self, payment: Payment) -> Card:
        text = self.cards.get(payment.customer)
        return card_state.read(json.loads(text)) if text else Card()

    def seen(self, payment: Payment) -> Features:
        place = terminal.read(self.terminals.get(payment.terminal, {}))
        return features(at=payment.timestamp, amount_usd=payment.amount, card=self.card(payment), terminal=place)

    def count(self, payment: Payment) -> None:
        moment, amount, country = payment.timestamp, payment.amount, payment.country
        card = after(self.card(payment), at=moment, amount_usd=amount, country=country, flagged=False)
        self.cards[payment.customer] = json.dumps(card_state.written(card))

    def report(self, payment: Payment, *, ordinary: bool) -> None:
        """A card counts once at a terminal; these payments are of fewer days than that is remembered for."""
        if (payment.terminal, payment.customer) in self.counted:
            return
        self.counted.add((payment.terminal, payment.customer))
        item = self.terminals.setdefault(payment.terminal, {"key": {"S": f"terminal#{payment.terminal}"}})
        day = payment.timestamp // MILLISECONDS_PER_DAY
        for kind, count in ((terminal.FRAUDS, 1), (terminal.ORDINARY, int(ordinary))):
            before = int(item.get(f"{kind}{day}", {"N": "0"})["N"])
            item[f"{kind}{day}"] = {"N": str(before + count)}


@pytest.mark.parametrize("world", [handbook_world, lognormal_world])
def test_features_of_stored_items_are_those_of_the_training_bit_for_bit(world: object) -> None:
    """Every second payment is reported as fraud after the delay, far more than there are."""
    made = list(world.payments(seed=9, days=10))  # type: ignore[attr-defined]
    payments = [
        payment._replace(customer=payment.customer % 200, terminal=payment.terminal % 50, fraud=number % 2 == 0)
        for number, payment in enumerate(made[:: len(made) // PAYMENTS][:PAYMENTS])
    ]
    stored, waiting = Stored(), list[tuple[Payment, bool]]()
    reports = 0
    for payment, told in replayed(payments):
        while waiting and waiting[0][0].timestamp <= payment.timestamp - DELAY_DAYS * MILLISECONDS_PER_DAY:
            fraud, ordinary = waiting.pop(0)
            stored.report(fraud, ordinary=ordinary)
            reports += 1
        assert stored.seen(payment) == told
        if payment.fraud:
            waiting.append((payment, is_ordinary(told)))
        stored.count(payment)
    assert len(payments) == PAYMENTS
    assert reports > 500


def test_a_fraud_is_known_at_its_terminal_only_after_the_delay() -> None:
    told = seen(at(0, fraud=True), at(DELAY_DAYS - 0.01), at(DELAY_DAYS))
    assert [each["terminal_frauds_30d"] > 0 for each in told] == [False, False, True]


def test_each_fraud_has_a_delay_of_its_own() -> None:
    late, soon = (at(day, fraud=True)._replace(delay=days * MILLISECONDS_PER_DAY) for day, days in ((0, 9), (1, 2)))
    told = seen(late, soon._replace(customer=2), at(2.9), at(3.1), at(8.9), at(9.1))
    counts = [each["terminal_frauds_30d"] for each in told[2:]]
    assert [count > 0 for count in counts] == [False, True, True, True]
    assert counts[2] < counts[1] < counts[3]


@pytest.mark.parametrize("days", list(permutations((2, 3, 4))))
def test_one_cards_frauds_count_once_at_a_terminal_in_whichever_order_they_are_reported(days: tuple[int, ...]) -> None:
    def frauds(cards: int) -> list[float]:
        reported = [
            at(number / 10, fraud=True)._replace(customer=number % cards, delay=delay * MILLISECONDS_PER_DAY)
            for number, delay in enumerate(days)
        ]
        return [told["terminal_frauds_30d"] for told in seen(*reported, at(2.5), at(5))[3:]]

    assert 0 < frauds(1)[1] < frauds(1)[0] < 1
    assert frauds(3)[1] > 2 * frauds(3)[0] > 0


def test_each_of_a_cards_frauds_counts_where_that_is_asked_for() -> None:
    payments = [at(0, fraud=True), at(0.1, fraud=True), at(DELAY_DAYS + 1)]
    once, each = (
        [told["terminal_frauds_30d"] for _, told in replayed(payments, each_counts=counts)][2]
        for counts in (False, True)
    )
    assert each == 2 * once > 0


def test_a_payment_online_reports_no_terminal() -> None:
    told = seen(at(0, fraud=True, place=-1), at(DELAY_DAYS + 1, place=-1))
    assert told[1]["terminal_frauds_30d"] == 0


def test_an_amount_that_is_flagged_is_clipped_before_it_teaches() -> None:
    payments = [at(0), at(1, amount=1000.0), at(2)]
    free = [told["card_amount_to_usual"] for _, told in replayed(payments)]
    clipped = [told["card_amount_to_usual"] for _, told in replayed(payments, flags=lambda told: told["amount"] > 500)]
    assert clipped[:2] == free[:2]
    assert clipped[2] > free[2]


def test_what_came_before_is_history_and_is_not_told() -> None:
    told = list(replayed([at(0), at(1)], since=at(1).timestamp))
    assert len(told) == 1
    assert told[0][1]["card_payments_30d"] > 0

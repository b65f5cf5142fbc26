"""Segments: who is stopped, among honest payments and among frauds."""

from lambdas.fraud_analyzer import model, rules
from training.payment import START, Payment
from training.segments import SEGMENTS, counted
from training.together import analyzed

DAY = 86_400_000
REGULAR = [Payment(START + day * DAY, 20.0 + day % 3, 1, 5, False) for day in range(30)]
LAST = REGULAR[-1].timestamp


def told(*payments: Payment) -> dict[str, dict[str, int]]:
    counts = counted(analyzed([*REGULAR, *payments], rules.load(5000), model.load()), LAST + 1)
    assert set(counts) == set(SEGMENTS)
    return {name: count for name, count in counts.items() if any(count.values())}


def test_what_came_before_is_not_counted() -> None:
    assert told() == {}


def test_honest_payments_and_frauds_are_counted_with_those_that_were_not_approved() -> None:
    fraud = Payment(LAST + DAY, 6000.0, 1, -1, True, "FR")
    honest = Payment(LAST + 2 * DAY, 20.0, 1, 5, False)
    whole = {"honest": 1, "honest_stopped": 0, "frauds": 1, "frauds_stopped": 1}
    counts = told(fraud, honest)
    assert counts["all payments"] == counts["card that usually pays up to $30"] == whole
    assert counts["abroad"] == counts["above $1,000"] == {**whole, "honest": 0}
    assert counts["at a terminal in the card's own country"]["honest"] == 1
    assert "without a terminal" not in counts


def test_a_card_without_a_profile_is_new_and_in_no_segment_of_usual_amounts() -> None:
    counts = told(Payment(LAST + DAY, 40.0, 2, -1, False))
    assert set(counts) == {
        "all payments",
        "amount up to $50",
        "card with fewer than three payments in a month",
        "without a terminal",
    }

"""What a payment teaches: its card's next state, its merchant's count, and nothing where it was not judged in full."""

import json
from typing import Any

import pytest

from lambdas.fraud_analyzer.alerts import LastAlert
from lambdas.fraud_analyzer.analysis import HISTORY_UNAVAILABLE, Analysis
from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.history import History
from lambdas.fraud_analyzer.learning import learned, taught
from lambdas.fraud_analyzer.merchant import ENOUGH, FADING, FIRST, Merchant
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.scoring import Decision, Score
from lambdas.fraud_analyzer.transaction import Transaction
from tests.lambdas.fraud_analyzer.replay import BEGINS, DAY, LIMIT, MINUTE, shipped_rules

COUNTING = shipped_rules(LIMIT).counting
# Ten payments of 100 dollars.
CARD = Card(BEGINS, "US", 10.0, 10.0, 1000.0, 46.051701859880914, 212.0759244, 0.0)
RECENT = Recent(BEGINS, payments=10, largest=100.0, country="US")
NOTHING = {
    "history": {"counted": False, "state": "", "seen": "0", "next": "0", "expires": "0"},
    "merchant": {"counted": False, "weight": "0", "expires": "0"},
}


def paid(amount: float | None, entry_mode: str = "") -> Transaction:
    return Transaction(amount, "ok", "tok_regular", "grocer", "till-1", "US", entry_mode)


def judged(decision: Decision, *reasons: str, alerted: bool = False) -> Analysis:
    return Analysis(decision, Score(0.1, decision, (), "m-1"), reasons, "v", {"card_amount_to_usual": 1.0}, alerted)


def history(*, card: Card = CARD, recent: Recent = RECENT, weight: float = 0.0, **given: Any) -> History:
    return History(Merchant(BEGINS, weight), card, recent, **given)


def answer(amount: float, known: History, analysis: Analysis, at: int = BEGINS) -> dict[str, dict[str, Any]]:
    return learned(paid(amount), known, analysis, at=at, counting=COUNTING)


@pytest.mark.parametrize(
    ("decision", "amount", "sum_of_amounts"),
    [
        *((Decision.APPROVE, 150.0, 1150.0), (Decision.APPROVE, 1000.0, 1300.0)),
        *((Decision.REVIEW, 150.0, 1150.0), (Decision.REVIEW, 1000.0, 1200.0), (Decision.DECLINE, 1000.0, 1200.0)),
    ],
)
def test_a_flagged_amount_teaches_less_if_it_is_far_above_the_largest_that_nobody_reported(
    decision: Decision, amount: float, sum_of_amounts: float
) -> None:
    card, recent = taught(paid(amount), history(), judged(decision), at=BEGINS, counting=COUNTING)
    assert card.clipped_30d == sum_of_amounts
    assert (recent.largest, recent.held) == ((amount, 0.0) if decision is Decision.APPROVE else (100.0, amount))


@pytest.mark.parametrize(("amount", "taught_amount"), [(375.0, 300.0), (375.01, 200.0)])
def test_up_to_one_and_a_half_times_the_largest_amount_a_flagged_one_is_like_those(
    amount: float, taught_amount: float
) -> None:
    known = history(recent=Recent(BEGINS, payments=10, largest=250.0))
    card, _ = taught(paid(amount), known, judged(Decision.REVIEW), at=BEGINS, counting=COUNTING)
    assert card.clipped_30d == 1000.0 + taught_amount


def test_what_is_taught_is_of_the_time_of_the_payment() -> None:
    card, recent = taught(paid(10.0), history(), judged(Decision.APPROVE), at=BEGINS + DAY, counting=COUNTING)
    assert (card.at, recent.at, card.country, recent.country) == (BEGINS + DAY, BEGINS + DAY, "US", "US")


@pytest.mark.parametrize(("known", "amount"), [(None, 12.5), (history(), None)])
def test_a_payment_that_was_not_judged_in_full_teaches_nothing(known: History | None, amount: float | None) -> None:
    analysis = judged(Decision.REVIEW, HISTORY_UNAVAILABLE)
    assert learned(paid(amount), known, analysis, at=BEGINS, counting=COUNTING) == NOTHING


def test_a_card_is_numbered_on_and_kept_from_the_payment_on() -> None:
    kept = answer(20.0, history(seen=10), judged(Decision.APPROVE))["history"]
    assert json.loads(kept.pop("state"))["card"][:2] == [1, BEGINS]
    assert kept == {"counted": True, "seen": "10", "next": "11", "expires": COUNTING.card_expires(BEGINS)}


@pytest.mark.parametrize(
    ("payments", "before", "counted"), [(2, 0, True), (3, 0, False), (2, ENOUGH - 1, True), (2, ENOUGH, False)]
)
def test_a_probe_counts_at_its_merchant_until_there_are_enough(payments: int, before: int, counted: bool) -> None:
    at = BEGINS + FADING
    weight = Merchant(BEGINS).one(at)
    known = history(recent=Recent(BEGINS, payments=payments), weight=float(before * weight))
    merchant = answer(5.0, known, judged(Decision.APPROVE), at)["merchant"]
    assert weight > FIRST
    written = {"counted": True, "weight": str(weight), "expires": COUNTING.merchant_expires(at)}
    assert merchant == (written if counted else NOTHING["merchant"])


def test_only_what_concerns_the_customer_changes_what_is_known_of_the_last_alert() -> None:
    last = LastAlert(BEGINS, Decision.REVIEW, 1, 4)
    known, later = history(alert=last), BEGINS + MINUTE
    analyses = {
        "approved": judged(Decision.APPROVE),
        "ours": judged(Decision.REVIEW, HISTORY_UNAVAILABLE),
        "held back": judged(Decision.REVIEW, "impossible_travel"),
        "alerted": judged(Decision.DECLINE, "impossible_travel", alerted=True),
    }
    alerts = {
        name: json.loads(answer(300.0, known, analysis, later)["history"]["state"])["alert"]
        for name, analysis in analyses.items()
    }
    unchanged = [1, BEGINS, 1, 1, 4]
    assert (alerts["approved"], alerts["ours"]) == (unchanged, unchanged)
    assert (alerts["held back"], alerts["alerted"]) == ([1, BEGINS, 1, 1, 5], [1, later, 2, 2, 0])

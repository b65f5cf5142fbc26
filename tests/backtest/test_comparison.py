"""What two candidates come to on known payments, as a whole and by segment, and who changes side."""

import pytest

from backtest.candidate import Candidate
from backtest.comparison import Comparison, compared
from backtest.figures import Figures
from backtest.payment import settled
from backtest.replay import Decided
from backtest.running import decided
from backtest.sides import NO_REASON, why
from lambdas.fraud_analyzer import model, rules
from tests.backtest.made import DAY, MINUTE, paid

OK, REVIEWED, DECLINED = (
    Decided("approve", 0.01, ()),
    Decided("review", 0.4, ("model_amount",)),
    Decided("decline", 0.9, ("many_payments_in_a_day", "very_many_payments_in_10_minutes")),
)
PAYMENTS = [
    paid(1, 0, 20.0, fraud=True, country="BR"),
    paid(2, 1, 100.0, fraud=True, terminal=""),
    paid(3, 2, 40.0),
    paid(4, 3, 6_000.0),
    paid(5, 4, 10.0, fraud=None, country="", entry_mode=""),
]
BEFORE, AFTER = [REVIEWED, OK, OK, REVIEWED, OK], [OK, DECLINED, OK, REVIEWED, REVIEWED]


@pytest.fixture
def comparison() -> Comparison:
    return compared(PAYMENTS, ("one", "other"), list(zip(BEFORE, AFTER, strict=True)), 5000)


def test_the_figures_are_counted_as_they_say(comparison: Comparison) -> None:
    first, second = (side.figures for side in comparison.sides)
    assert (first.payments, first.flagged, first.frauds, first.honest) == (5, 2, 2, 2)
    assert (first.alert_rate, first.precision, first.recall) == (0.4, 0.5, 0.5)
    assert (first.false_alarms_per_thousand, first.stopped_dollars, first.honest_dollars_flagged) == (500, 20, 6000)
    assert (second.alert_rate, second.precision, second.recall) == (0.6, 0.5, 0.5)
    assert (second.declined_dollars, second.reviewed_dollars, second.fraud_dollars) == (100, 0, 120)
    assert comparison.unlabelled == 1


def test_nothing_is_said_where_there_is_nothing_to_divide_by() -> None:
    empty = Figures()
    assert (empty.alert_rate, empty.precision, empty.recall, empty.false_alarms_per_thousand) == (None,) * 4


def test_who_changes_side_is_told_with_the_reasons_behind_it(comparison: Comparison) -> None:
    moved = {pair: move for pair, move in comparison.moves.items() if move.changes and move.payments}
    assert {pair: move.payments for pair, move in moved.items()} == {
        ("approve", "review"): 1,
        ("approve", "decline"): 1,
        ("review", "approve"): 1,
    }
    assert moved["approve", "decline"].common() == [
        ("many_payments_in_a_day", 1),
        ("very_many_payments_in_10_minutes", 1),
    ]
    assert (moved["review", "approve"].frauds, moved["review", "approve"].common()) == (1, [("model_amount", 1)])
    assert [payment.id for payment, _ in comparison.changed] == ["t-1", "t-2", "t-5"]


def test_a_decision_that_changes_on_the_same_reasons_names_them_all() -> None:
    assert why((REVIEWED, REVIEWED._replace(decision="decline"))) == ("model_amount",)
    assert why((OK, OK._replace(decision="review"))) == (NO_REASON,)


def test_each_payment_is_in_one_segment_of_each_dimension(comparison: Comparison) -> None:
    found = {
        name: {segment: both[0].payments for segment, both in of.items()} for name, of in comparison.segments.items()
    }
    assert found == {
        "amount": {"$0 to 10": 1, "$10 to 50": 2, "$50 to 200": 1, "above $5,000": 1},
        "terminal": {"at a terminal": 4, "without one": 1},
        "country": {"US": 3, "BR": 1, "not given": 1},
        "entry mode": {"chip": 4, "not given": 1},
    }


def test_a_file_that_says_no_country_has_no_such_segments() -> None:
    bare = [payment._replace(country="", entry_mode="", terminal="") for payment in PAYMENTS]
    found = compared(bare, ("one", "other"), list(zip(BEFORE, AFTER, strict=True)), 5000)
    assert {*found.segments} == {"amount"}


def test_a_payment_that_nobody_reported_in_time_counts_as_honest() -> None:
    old, new, fraud = paid(1, 0, fraud=None), paid(3, 40 * DAY, fraud=None), paid(2, DAY, fraud=True)
    assert [payment.fraud for payment in settled([new, old, fraud], 30)] == [False, True, None]


def test_a_changed_threshold_moves_just_the_payments_between_the_two() -> None:
    limits = [Candidate(f"{limit}", rules.load(limit), model.load()) for limit in (5000, 4000)]
    history = [
        paid(100 + day * 10 + card, day * DAY + card * MINUTE, 2000.0, card=f"card-{card}")
        for day in range(30)
        for card in range(10)
    ]
    large = [paid(card, 31 * DAY + card * MINUTE, 3600.0 + 200 * card, card=f"card-{card}") for card in range(10)]
    payments = [*history, *large]
    high, low = limits
    for both, way in (((high, low), ("approve", "review")), ((low, high), ("review", "approve"))):
        found = compared(payments, ("A", "B"), decided(payments, both, 7, print), 5000)
        assert [payment.amount for payment, _ in found.changed] == [4200, 4400, 4600, 4800, 5000]
        assert found.moves[way].common() == [("amount_above_review_threshold", 5)]
        assert sum(move.payments for move in found.moves.values() if move.changes) == 5


def test_the_first_candidate_is_compared_with_what_was_recorded() -> None:
    payments = [paid(1, 0, decided="review"), paid(2, 1, decided="review"), paid(3, 2)]
    found = compared(payments, ("one", "other"), [(REVIEWED, OK), (OK, OK), (OK, OK)], 5000)
    assert found.as_recorded() == (2, 1)

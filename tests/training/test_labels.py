"""Late labels, through the function's own code and stored items."""

import json
from collections.abc import Iterator

import pytest

from lambdas.fraud_analyzer import model, rules
from lambdas.fraud_analyzer.analysis import Analysis
from training import handbook_world, lognormal_world
from training.files import LABELS
from training.labels import WORLDS, decided, figures
from training.payment import MILLISECONDS_PER_DAY, START, Payment
from training.reporting import CASES, Report, Reporting, Waiting
from training.stored import Histories
from training.together import analyzed, transaction_of
from training.worlds import HELD_OUT, TRAINING

RULES, MODEL = rules.load(5000), model.load()
A_WEEK = Reporting("after a week", {7: 1.0})
REGULAR = [Payment(START + card * 1000, 30.0, card, 5, False) for card in range(40)]


def at(day: float, card: int, *, fraud: bool = True, amount: float = 30.0, place: int = 5) -> Payment:
    return Payment(START + int(day * MILLISECONDS_PER_DAY), amount, card, place, fraud)


def seen(reporting: Reporting, *payments: Payment) -> list[Analysis]:
    judged = decided([*REGULAR, *payments], reporting, RULES, MODEL)
    return [analysis for _, analysis in judged][len(REGULAR) :]


def frauds_known(reporting: Reporting, *payments: Payment) -> list[bool]:
    return [bool(analysis.asked and analysis.asked["terminal_frauds_30d"]) for analysis in seen(reporting, *payments)]


@pytest.mark.parametrize("world", [handbook_world, lognormal_world])
def test_stored_items_lead_to_the_same_analyses_as_the_trainings_own_replay(world: object) -> None:
    made = list(world.payments(seed=9, days=20))  # type: ignore[attr-defined]
    some = [payment for payment in made if payment.customer % 20 == 0]
    payments = [payment._replace(terminal=min(payment.terminal, payment.terminal % 20)) for payment in some]
    assert sum(payment.fraud for payment in payments) > 10
    stored, replayed = (
        [(payment, analysis.asked, analysis.score, analysis.reasons) for payment, analysis in judged]
        for judged in (decided(payments, A_WEEK, RULES, MODEL), analyzed(payments, RULES, MODEL))
    )
    assert stored == replayed


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_report_is_known_at_the_terminal_from_its_day_on_and_not_before(days: int) -> None:
    reporting = Reporting("late", {days: 1.0})
    assert frauds_known(reporting, at(1, 1), at(days + 0.99, 2), at(days + 1, 3)) == [False, False, True]


def test_what_is_never_reported_and_what_is_honest_is_never_known() -> None:
    assert frauds_known(Reporting("never", {}), at(1, 1), at(40, 2)) == [False, False]
    assert frauds_known(A_WEEK, at(1, 1, fraud=False), at(40, 2)) == [False, False]


def test_without_a_terminal_there_is_nothing_to_report() -> None:
    assert frauds_known(A_WEEK, at(1, 1, place=-1), at(9, 2, place=-1)) == [False, False]


def test_a_fraud_of_an_amount_that_stands_out_on_its_card_says_nothing_against_the_terminal() -> None:
    ordinary, large = (seen(A_WEEK, at(1, 1, amount=amount), at(9, 2))[1].asked for amount in (30.0, 300.0))
    assert ordinary is not None
    assert large is not None
    assert ordinary["terminal_unexplained_30d"] > 0
    assert large["terminal_unexplained_30d"] == 0
    assert large["terminal_frauds_30d"] == ordinary["terminal_frauds_30d"]


def test_two_reports_of_ordinary_amounts_have_the_terminals_next_payment_reviewed_and_one_does_not() -> None:
    one, two = (seen(A_WEEK, *(at(1, card) for card in range(count)), at(8.5, 30))[-1] for count in (1, 2))
    assert "fraud_confirmed_at_terminal" not in one.reasons
    assert "fraud_confirmed_at_terminal" in two.reasons


def test_a_card_counts_once_at_a_terminal_and_another_card_there_counts_too() -> None:
    histories = Histories()
    for at, card in ((START, "tok_1"), (START + 1, "tok_1"), (START + 2, "tok_2")):
        histories.report(Report(at, at, "terminal-5", card, ordinary=True))
    day = START // MILLISECONDS_PER_DAY
    assert histories.items["terminal#terminal-5"][f"frauds_{day}"] == {"N": "2"}
    assert histories.items["terminal#terminal-5"][f"ordinary_{day}"] == {"N": "2"}


def test_a_customer_reports_alike_each_time_and_customers_are_divided_by_the_shares() -> None:
    mixed = Reporting("mixed", {1: 0.5, 7: 0.25})
    told = [mixed.days(customer) for customer in range(4000)]
    assert told == [mixed.days(customer) for customer in range(4000)]
    shares = [told.count(days) / len(told) for days in (1, 7, None)]
    assert shares == pytest.approx([0.5, 0.25, 0.25], abs=0.03)


def test_reports_come_in_the_order_of_their_time_and_once() -> None:
    waiting = Waiting()
    for day, days in ((0, 7), (1, 1)):
        waiting.add(day * MILLISECONDS_PER_DAY, days, f"terminal-{day}", "tok_1", ordinary=True)
    assert waiting.come(2 * MILLISECONDS_PER_DAY - 1) == []
    assert [report.terminal_id for report in waiting.come(9 * MILLISECONDS_PER_DAY)] == ["terminal-1", "terminal-0"]
    assert waiting.come(9 * MILLISECONDS_PER_DAY) == []


def test_the_figures_are_of_the_measured_days_only() -> None:
    def judged() -> Iterator[tuple[Payment, Analysis]]:
        large = [at(30 + card / 100, card, amount=6000.0) for card in range(2)]
        return decided([*REGULAR, *large, at(31, 5, fraud=False)], A_WEEK, RULES, MODEL)

    told = figures(judged(), START + 30 * MILLISECONDS_PER_DAY)
    assert (told["payments"], told["frauds"], told["frauds_stopped"], told["honest_stopped"]) == (3, 2, 1.0, 0.0)
    assert told["average_precision"] == 1.0
    assert told["alerts"] == pytest.approx(2 / 3, abs=1e-5)


def test_the_kept_figures_are_of_the_shipped_model_and_of_all_cases() -> None:
    # `make model-labels` measures them anew.
    told = json.loads(LABELS.read_text(encoding="utf-8"))
    assert told["model"] == MODEL.version
    assert {name: list(cases) for name, cases in told["worlds"].items()} == {
        world.name: [case.name for case in CASES] for world in WORLDS
    }


def test_sooner_labels_find_more_fraud_in_the_kept_figures() -> None:
    for cases in json.loads(LABELS.read_text(encoding="utf-8"))["worlds"].values():
        found = [cases[name]["average_precision"] for name in ("after a day", "after a week", "never")]
        assert found == sorted(found, reverse=True)


def test_no_world_was_trained_on_or_looked_at_before() -> None:
    assert not {world.seed for world in WORLDS} & {world.seed for world in (*TRAINING, *HELD_OUT)}


def test_a_stored_history_that_the_function_cannot_read_is_an_error() -> None:
    histories, transaction = Histories(), transaction_of(REGULAR[0])
    assert not histories.read(transaction, START, "2018-04-01").seen
    histories.count(transaction.card_token, "{}", "1")
    with pytest.raises(ValueError, match="cannot be read; fix"):
        histories.read(transaction, START, "2018-04-01")

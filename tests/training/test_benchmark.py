"""The protocol: which payments are trained on, which are tested, and which cards are known by then."""

from lambdas.fraud_analyzer.features import FEATURES
from training.benchmark import FOLDS, Figures, deviation_of, folds, mean_of, rows_of_test, rows_of_training
from training.table import Table

FIRST = FOLDS[0]


def table(*payments: tuple[int, int, bool]) -> Table:
    """Payments of (day, card, fraud), the later the larger."""
    rows = Table()
    for day, card, fraud in payments:
        rows.days.append(day)
        rows.cards.append(card)
        rows.frauds.append(fraud)
        rows.numbers.extend([float(day)] + [0.0] * (len(FEATURES) - 1))
    return rows


def test_a_week_is_trained_on_and_the_week_after_the_next_is_tested() -> None:
    rows = table(*[(day, day, False) for day in range(FIRST - 1, FIRST + 23)])
    assert [rows.days[row] for row in rows_of_training(rows, FIRST)] == list(range(FIRST, FIRST + 7))
    assert [rows.days[row] for row in rows_of_test(rows, FIRST)] == list(range(FIRST + 14, FIRST + 21))


def test_a_card_is_known_once_its_fraud_is_older_than_the_delay() -> None:
    test_day = FIRST + 16
    known, too_new, before_training = 1, 2, 3
    frauds = [(test_day - 8, known, True), (test_day - 7, too_new, True), (FIRST - 1, before_training, True)]
    rows = table(*frauds, *[(test_day, card, False) for card in (known, too_new, before_training)])
    assert [rows.cards[row] for row in rows_of_test(rows, FIRST)] == [too_new, before_training]


def test_each_fold_is_given_its_own_weeks() -> None:
    span = range(FIRST, FOLDS[-1] + 21)
    rows = table(*[(day, card, card == day) for day in span for card in (1, 2, day)])
    weeks: list[tuple[int, int]] = []

    def contestant(training: Table, test: Table) -> list[float]:
        weeks.append((training.days[0], test.days[0]))
        return [1.0] * len(test.days)

    judged = folds(rows, contestant, lambda _: None)
    assert weeks == [(first, first + 14) for first in FOLDS]
    assert len(judged) == len(FOLDS)


def test_mean_and_deviation_are_of_each_measure() -> None:
    judged = [Figures(0.5, 0.25, 0.0), Figures(1.0, 0.75, 0.5)]
    assert mean_of(judged) == Figures(0.75, 0.5, 0.25)
    assert deviation_of(judged[:1]) == Figures(0, 0, 0)

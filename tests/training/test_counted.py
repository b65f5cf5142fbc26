"""A card counts once at a terminal, whichever of its payments is reported first; a corrected verdict takes it back."""

from itertools import permutations

import pytest

from review import writes
from stacks import report_writes
from training.counted import KEPT_SECONDS, Counted

DAY = 86_400_000
FIRST, SECOND, THIRD = PAYMENTS = ("t-1", "t-2", "t-3")
ORDERS = list(permutations(PAYMENTS))


HERE = ("till-1", "card-1")


def reported(counted: Counted, payment: str, place: tuple[str, str] = HERE, *, fraud: bool = True) -> int:
    return counted.report(payment, place, fraud=fraud, now=0)


@pytest.mark.parametrize("order", ORDERS)
def test_one_cards_many_frauds_count_once_in_each_order(order: tuple[str, ...]) -> None:
    counted = Counted()
    assert [reported(counted, payment) for payment in order * 2] == [1, 0, 0, 0, 0, 0]


def test_each_card_counts_and_a_card_counts_at_each_terminal() -> None:
    counted = Counted()
    assert reported(counted, FIRST) == 1
    assert reported(counted, SECOND, ("till-1", "card-2")) == 1
    assert reported(counted, THIRD, ("till-2", "card-1")) == 1


@pytest.mark.parametrize("order", ORDERS)
def test_only_the_correction_of_the_payment_that_counted_takes_its_count_back(order: tuple[str, ...]) -> None:
    counted = Counted()
    assert sum(reported(counted, payment) for payment in PAYMENTS) == 1
    changes = {payment: reported(counted, payment, fraud=False) for payment in order}
    assert changes == {FIRST: -1, SECOND: 0, THIRD: 0}
    assert [reported(counted, payment) for payment in (THIRD, SECOND, FIRST)] == [0, 0, 1]


def test_a_correction_takes_back_just_what_was_counted() -> None:
    counted = Counted()
    assert [reported(counted, FIRST, fraud=fraud) for fraud in (False, True, False, False, True)] == [0, 1, -1, 0, 1]


@pytest.mark.parametrize(("day", "counts"), [(59.9, 0), (60, 1)])
def test_that_a_card_has_counted_is_remembered_for_sixty_days_after_its_report(day: float, counts: int) -> None:
    counted = Counted()
    reported(counted, FIRST)
    assert counted.report(SECOND, HERE, fraud=True, now=int(day * DAY)) == counts


def test_what_a_reviewer_confirms_counts_whatever_its_card_has_counted() -> None:
    counted = Counted()
    assert reported(counted, FIRST) == counted.report(SECOND, HERE, fraud=True, now=0, reviewer=True) == 1
    assert reported(counted, THIRD) == 0
    assert [reported(counted, payment, fraud=False) for payment in PAYMENTS] == [-1, -1, 0]


def test_it_is_remembered_for_as_long_as_the_definition_of_reports_says() -> None:
    assert KEPT_SECONDS == report_writes.KEPT_SECONDS == writes.KEPT_SECONDS

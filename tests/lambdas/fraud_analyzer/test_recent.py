"""What the rules remember of a card: what fades, what is held back, and where the card was."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer import recent_state as module
from lambdas.fraud_analyzer.recent import Recent, after, faded
from lambdas.fraud_analyzer.recent_state import SHAPE
from lambdas.fraud_analyzer.transaction import Transaction
from lambdas.fraud_analyzer.travel import countries_within_an_hour, kilometers_per_hour
from tests.lambdas.fraud_analyzer.replay import BEGINS, DAY, HOUR, LIMIT, MINUTE, SECOND, shipped_rules

COUNTING = shipped_rules(LIMIT).counting
PAYMENTS = st.lists(
    st.tuples(
        st.integers(-HOUR, 40 * DAY), st.floats(0.01, 1e6), st.booleans(), st.sampled_from(["US", "BR", "FR", "XX"])
    ),
    max_size=12,
)


def transaction(country: str = "US", *, terminal: str = "till-1", entry_mode: str = "") -> Transaction:
    return Transaction(10.0, "ok", "tok_regular", "grocer", terminal, country, entry_mode)


def paid(recent: Recent, amount: float = 10.0, *, at: int, flagged: bool = False, country: str = "US") -> Recent:
    now = faded(recent, at, COUNTING)
    return after(now, transaction(country), amount, flagged=flagged, counting=COUNTING)


def test_counts_fade_within_ten_minutes_and_a_day() -> None:
    first = paid(Recent(), 4800.0, at=BEGINS)
    assert (first.payments, first.payments_10m, first.just_below_1d, first.large_parts_1d) == (1, 1.0, 1.0, 4800.0)
    later = faded(first, BEGINS + 10 * MINUTE, COUNTING)
    assert later.payments_10m == pytest.approx(math.exp(-1))
    assert faded(first, BEGINS + DAY, COUNTING).just_below_1d == pytest.approx(math.exp(-1))
    assert later.payments == 1


def test_time_that_goes_backwards_counts_as_none() -> None:
    first = paid(Recent(), at=BEGINS)
    assert faded(first, BEGINS - DAY, COUNTING) == first


def test_an_amount_that_was_flagged_is_not_the_largest_until_nobody_has_reported_it_for_two_weeks() -> None:
    first = paid(paid(Recent(), 50.0, at=BEGINS), 900.0, at=BEGINS + HOUR, flagged=True)
    assert first.largest == pytest.approx(50.0, rel=0.01)
    assert faded(first, BEGINS + 13 * DAY, COUNTING).largest < 50
    admitted = faded(first, BEGINS + 15 * DAY, COUNTING)
    assert (admitted.largest, admitted.held) == (900.0, 0.0)


def test_a_larger_amount_that_was_flagged_begins_the_two_weeks_anew_and_a_smaller_one_does_not() -> None:
    first = paid(Recent(), 900.0, at=BEGINS, flagged=True)
    larger = paid(first, 5000.0, at=BEGINS + 10 * DAY, flagged=True)
    assert faded(larger, BEGINS + 20 * DAY, COUNTING).largest == 0
    for amount in (300.0, 900.0):
        no_larger = paid(first, amount, at=BEGINS + 10 * DAY, flagged=True)
        assert faded(no_larger, BEGINS + 15 * DAY, COUNTING).largest == 900


def test_the_country_before_is_the_last_other_one_and_stays_while_nobody_moves() -> None:
    known = paid(paid(Recent(), at=BEGINS, country="US"), at=BEGINS + MINUTE, country="BR")
    stayed = paid(known, at=BEGINS + 2 * MINUTE, country="BR")
    for each, at in ((known, BEGINS + MINUTE), (stayed, BEGINS + 2 * MINUTE)):
        assert (each.country, each.country_at, each.earlier, each.earlier_at) == ("BR", at, "US", BEGINS)


def test_who_flies_is_slower_than_who_is_in_two_places() -> None:
    known = paid(Recent(), at=BEGINS)
    assert kilometers_per_hour(known, transaction("TH"), BEGINS + 3 * MINUTE) > 100_000
    assert kilometers_per_hour(known, transaction("TH"), BEGINS + 15 * HOUR) < 1000
    assert kilometers_per_hour(known, transaction("CA"), BEGINS) == 0
    assert kilometers_per_hour(Recent(), transaction("TH"), BEGINS) == 0


@pytest.mark.parametrize("mode", ["ecommerce", "credential_on_file", "manual", "81", "812", "10", "010"])
def test_a_payment_without_the_card_is_no_journey(mode: str) -> None:
    known = paid(Recent(), at=BEGINS)
    assert kilometers_per_hour(known, transaction("TH", entry_mode=mode), BEGINS + SECOND) == 0
    assert kilometers_per_hour(known, transaction("TH", terminal=""), BEGINS + SECOND) == 0
    assert kilometers_per_hour(known, transaction("TH", entry_mode="chip"), BEGINS + SECOND) > 0
    assert kilometers_per_hour(known, transaction("TH", entry_mode="051"), BEGINS + SECOND) > 0


def test_where_a_flagged_payment_was_made_is_not_where_the_holder_is() -> None:
    known = paid(paid(Recent(), at=BEGINS), at=BEGINS + MINUTE, country="TH", flagged=True)
    assert (known.stood, known.stood_at) == ("US", BEGINS)
    assert kilometers_per_hour(known, transaction("US"), BEGINS + 2 * MINUTE) == 0


def test_countries_count_within_an_hour_and_if_they_are_far() -> None:
    known = paid(paid(Recent(), at=BEGINS, country="US"), at=BEGINS + MINUTE, country="BR")
    assert countries_within_an_hour(known, "TH", BEGINS + 2 * MINUTE) == 3
    assert countries_within_an_hour(known, "US", BEGINS + 2 * MINUTE) == 2
    assert countries_within_an_hour(known, "TH", BEGINS + 2 * HOUR) == 1
    # Hardly a kilometer lies between these two, and they are no neighbors.
    assert countries_within_an_hour(paid(Recent(), at=BEGINS, country="FR"), "LI", BEGINS + MINUTE) == 2
    near = paid(paid(Recent(), at=BEGINS, country="FR"), at=BEGINS + MINUTE, country="CH")
    assert countries_within_an_hour(near, "DE", BEGINS + 2 * MINUTE) == 1


@given(PAYMENTS)
def test_whatever_was_paid_is_read_exactly_as_it_was_written(payments: list[tuple[int, float, bool, str]]) -> None:
    recent, at = Recent(), BEGINS
    for elapsed, amount, flagged, country in payments:
        at += elapsed
        recent = paid(recent, amount, at=at, flagged=flagged, country=country)
    assert module.read(module.written(recent)) == recent
    assert recent.payments == len(payments)


@pytest.mark.parametrize("place", range(len(SHAPE)))
@pytest.mark.parametrize("value", [None, True, -1, -1.0, float("nan"), float("inf"), 10**16, "USA", [], {}])
def test_a_value_that_no_counter_has_is_refused(place: int, value: object) -> None:
    values = module.written(Recent())
    values[place] = value
    with pytest.raises(ValueError, match=r"^card: what the rules remember is not of this version's shape"):
        module.read(values)


@pytest.mark.parametrize("values", [None, [], {}, module.written(Recent())[1:], [*module.written(Recent()), 0]])
def test_another_shape_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match=r"^card: what the rules remember is not of this version's shape"):
        module.read(values)


def test_the_largest_amount_fades_within_ninety_days() -> None:
    assert faded(paid(Recent(), 100.0, at=BEGINS), BEGINS + 90 * DAY, COUNTING).largest == pytest.approx(
        36.788, abs=1e-3
    )


def test_an_amount_is_admitted_after_just_fourteen_days() -> None:
    held = paid(Recent(), 900.0, at=BEGINS, flagged=True)
    assert faded(held, BEGINS + 14 * DAY - 1, COUNTING).held == 900
    assert faded(held, BEGINS + 14 * DAY, COUNTING).held == 0


def test_no_journey_takes_less_than_a_second() -> None:
    known = paid(Recent(), at=BEGINS)
    speed = kilometers_per_hour(known, transaction("TH"), BEGINS + SECOND)
    assert kilometers_per_hour(known, transaction("TH"), BEGINS) == speed
    assert kilometers_per_hour(known, transaction("TH"), BEGINS + 2 * SECOND) == pytest.approx(speed / 2)
    assert kilometers_per_hour(known, transaction("TH"), BEGINS + HOUR) == pytest.approx(speed / 3600)


def test_a_country_counts_for_just_an_hour() -> None:
    known = paid(Recent(), at=BEGINS, country="US")
    assert countries_within_an_hour(known, "TH", BEGINS + HOUR) == 2
    assert countries_within_an_hour(known, "TH", BEGINS + HOUR + 1) == 1


def test_the_stored_form_is_the_first_version() -> None:
    recent = Recent(1, 2, 3.0, 4.0, 5.0, 6.0, 7.0, 8, "US", 9, "BR", 10, "FR", 11)
    assert module.written(recent) == [1, 1, 2, 3.0, 4.0, 5.0, 6.0, 7.0, 8, "US", 9, "BR", 10, "FR", 11]


def test_a_card_that_was_never_used_is_of_no_time_and_no_country() -> None:
    assert Recent() == Recent(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, "", 0, "", 0, "", 0)


def test_the_largest_values_of_a_state_are_read_and_no_larger_ones() -> None:
    values = module.written(Recent())
    assert module.read([values[0], 10**15, *values[2:]]).at == 10**15
    assert module.read([*values[:3], 1e15, *values[4:]]).payments_10m == 1e15
    for wrong in ([values[0], 10**15 + 1, *values[2:]], [*values[:3], 1.1e15, *values[4:]], [2, *values[1:]]):
        told = "^card: what the rules remember is not of this version's shape; have the state written anew$"
        with pytest.raises(ValueError, match=told):
            module.read(wrong)

"""A card's counters fade, clip what was flagged, and are read back as they were written."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer.card import CLIP, FLAGGED_FIRST, Card, after, faded, is_unusual
from lambdas.fraud_analyzer.card_state import SHAPE, VERSION, read, written

DAY = 86_400_000
NOW = 1_800_000_000_000


def paid(*amounts: float, card: Card = Card(), every: int = 0, flagged: bool = False) -> Card:  # noqa: B008
    for number, amount in enumerate(amounts):
        card = after(card, at=NOW + number * every, amount_usd=amount, country="US", flagged=flagged)
    return card


def test_a_card_never_seen_has_no_usual_amount_and_none_is_unusual() -> None:
    assert Card().usual() == 0
    assert not is_unusual(Card(), 1e9)


def test_payments_of_one_moment_are_counted_and_fade_with_time() -> None:
    card = paid(10, 20, 30)
    assert (card.payments_1d, card.payments_30d, card.usual()) == (3, 3, 20)
    later = faded(card, NOW + 30 * DAY)
    assert later.payments_30d == pytest.approx(3 / math.e)
    assert later.payments_1d == pytest.approx(3 * math.exp(-30))
    assert later.usual() == pytest.approx(20)


def test_an_amount_far_above_the_usual_is_counted_as_unusual_and_clipped() -> None:
    card = after(paid(10, 10), at=NOW, amount_usd=1000, country="BR", flagged=False)
    assert card.unusual_7d == 1
    assert card.clipped_30d == 20 + CLIP * 10
    assert card.country == "BR"


def test_a_card_whose_amounts_are_alike_has_no_spread_and_another_has() -> None:
    assert paid(20, 20, 20).spread() == pytest.approx(0, abs=1e-6)
    assert paid(10, 20, 40).spread() == pytest.approx(math.log(2) * math.sqrt(2 / 3))


def test_a_takeover_that_is_flagged_does_not_become_the_usual() -> None:
    card = paid(*[500.0] * 10, card=paid(*[100.0] * 20), flagged=True)
    assert is_unusual(card, 500)
    assert card.usual() < 200


def test_a_first_amount_that_was_flagged_teaches_little() -> None:
    assert paid(4000, flagged=True).usual() == FLAGGED_FIRST
    assert paid(4000).usual() == 4000


def test_time_that_goes_backwards_counts_as_no_time() -> None:
    card = after(paid(10), at=NOW - 5 * DAY, amount_usd=10, country="US", flagged=False)
    assert (card.at, card.payments_1d) == (NOW, 2)


amounts = st.floats(0.01, 1e9)


@given(st.lists(st.tuples(amounts, st.booleans(), st.integers(0, 10**12)), max_size=5), st.text(max_size=2))
def test_a_card_is_read_back_exactly(payments: list[tuple[float, bool, int]], country: str) -> None:
    card = Card()
    for amount, flagged, at in payments:
        card = after(card, at=at, amount_usd=amount, country=country, flagged=flagged)
    assert read(json.loads(json.dumps(written(card)))) == card


GOOD = written(Card())
HOSTILE: list[object] = [
    *(None, {}, [], "", 1, GOOD[:-1], [*GOOD, 0.0], tuple(GOOD)),
    *([*GOOD[:3], value, *GOOD[4:]] for value in (math.nan, math.inf, -1.0, 0, True, None)),
    *([version, *GOOD[1:]] for version in (VERSION + 1, True)),
    [*GOOD[:1], -1, *GOOD[2:]],
]


@pytest.mark.parametrize("values", HOSTILE)
def test_anything_else_is_an_error_that_does_not_repeat_it(values: object) -> None:
    with pytest.raises(ValueError, match=r"^card: the state"):
        read(values)


def test_the_stored_form_is_the_first_version() -> None:
    assert written(Card(1, "US", 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)) == [1, 1, "US", 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]


def test_a_card_that_was_never_seen_is_of_no_time_and_no_country() -> None:
    assert Card() == Card(0, "", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("place", "most", "more"), [(1, 10**15, 10**15 + 1), (3, 1e18, 1.1e18), (8, 1e18, 1.1e18)])
def test_the_largest_values_of_a_state_are_read_and_no_larger_ones(place: int, most: float, more: float) -> None:
    assert written(read([*GOOD[:place], most, *GOOD[place + 1 :]]))[place] == most
    with pytest.raises(ValueError, match="a number that no counter can have"):
        read([*GOOD[:place], more, *GOOD[place + 1 :]])


@pytest.mark.parametrize("logs", [1.7e308, -1.7e308, 1e17, 60.0, -60.0, 11.1])
def test_sums_that_no_payments_can_have_left_are_an_error(logs: float) -> None:
    """Ten payments of $3: by another sum of logarithms any amount would be typical, or none."""
    card = replace(paid(*[3.0] * 10), logs_30d=logs)
    with pytest.raises(ValueError, match=r"^card: the state holds"):
        read(written(card))


@pytest.mark.parametrize(
    ("card", "bound"),
    [
        (Card(), 1e-6),
        (Card(), -1e-6),
        # No larger than if all amounts were alike, no smaller than if each was a cent.
        (Card(payments_30d=10.0, clipped_30d=30.0, squared_logs_30d=100.0), 10 * math.log(3) + 1e-6 * 111),
        (Card(payments_30d=10.0, clipped_30d=30.0, squared_logs_30d=1000.0), 10 * math.log(0.01) - 1e-6 * 1011),
        # Nor is its square above the mean of the squares.
        (Card(payments_30d=10.0, clipped_30d=30.0, squared_logs_30d=1.0), -math.sqrt(10 + 1e-6 * 12 * 11)),
    ],
)
def test_sums_may_miss_by_what_floats_do_and_by_no_more(card: Card, bound: float) -> None:
    at_most = replace(card, logs_30d=bound)
    assert read(written(at_most)) == at_most
    with pytest.raises(ValueError, match=r"^card: the state holds"):
        read(written(replace(card, logs_30d=math.nextafter(bound, math.copysign(math.inf, bound)))))


@given(st.none() | st.text() | st.lists(st.floats() | st.integers() | st.text() | st.none(), max_size=len(SHAPE)))
def test_random_values_are_never_a_traceback_of_another_kind(values: object) -> None:
    try:
        read(values)
    except ValueError as failure:
        assert str(failure).startswith("card: ")  # noqa: PT017


def test_what_is_wrong_with_a_state_is_said_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="card") as shape:
        read(None)
    assert str(shape.value) == ("card: the state is not of this version's shape; have it written anew, or migrate it")
    with pytest.raises(ValueError, match="card") as number:
        read([*GOOD[:3], -1.0, *GOOD[4:]])
    assert str(number.value) == "card: the state holds a number that no counter can have; have it written anew"


def test_a_card_fades_within_a_day_a_week_and_a_month() -> None:
    card = Card(NOW, "US", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    later = faded(card, NOW + 7 * DAY)
    day, week, month = math.exp(-7), math.exp(-1), math.exp(-7 / 30)
    assert later == Card(NOW + 7 * DAY, "US", day, 2 * month, 3 * month, 4 * month, 5 * month, 6 * week)


def test_what_an_amount_teaches_is_three_times_the_usual_or_twice_where_it_was_flagged() -> None:
    known = paid(10, 10)
    for flagged, most in ((False, 30), (True, 20)):
        taught = after(known, at=NOW, amount_usd=1000, country="US", flagged=flagged)
        assert taught.clipped_30d == 20 + most
        assert taught.logs_30d == pytest.approx(2 * math.log(10) + math.log(most))
        assert taught.squared_logs_30d == pytest.approx(2 * math.log(10) ** 2 + math.log(most) ** 2)
    assert paid(200, flagged=True).usual() == paid(201, flagged=True).usual() == 200


def test_more_than_three_times_the_usual_is_unusual() -> None:
    assert not is_unusual(paid(10), 30)
    assert is_unusual(paid(10), 30.01)
    assert is_unusual(paid(0.5), 1.51)


def test_what_has_faded_away_says_nothing() -> None:
    kept = replace(paid(10, 20), payments_30d=0.0011)
    assert (kept.usual() > 0, kept.typical_log() > 0) == (True, True)
    gone = replace(paid(10, 20), payments_30d=0.001)
    assert (gone.usual(), gone.typical_log(), gone.spread()) == (0.0, 0.0, 0.0)


def test_less_than_a_cent_is_as_a_cent() -> None:
    assert paid(0.001).logs_30d == paid(0.01).logs_30d == math.log(0.01)
    assert paid(0.011).logs_30d == math.log(0.011)

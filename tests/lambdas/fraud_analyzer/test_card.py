"""A card's counters fade, clip what was flagged, and are read back as they were written."""

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
    assert read(written(card)) == card


GOOD = written(Card())
HOSTILE = [
    "",
    "null",
    "{}",
    "[]",
    "[" * 1000,
    "1" * 5000,
    GOOD.replace("0.0", "NaN", 1),
    GOOD.replace("0.0", "1e999", 1),
    GOOD.replace("0.0", "-1.0", 1),
    GOOD.replace("0.0", "0", 1),
    GOOD.replace("0.0", "true", 1),
    GOOD.replace("0.0", "null", 1),
    GOOD.replace(f"[{VERSION}", f"[{VERSION + 1}", 1),
    GOOD.replace(f"[{VERSION}", "[true", 1),
    GOOD.replace(f"[{VERSION},0", f"[{VERSION},-1", 1),
    GOOD[:-1] + ",0.0]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_other_text_is_an_error_that_does_not_repeat_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^card: the state"):
        read(text)


@pytest.mark.parametrize("logs", [1.7e308, -1.7e308, 1e17, 60.0, -60.0, 11.1])
def test_sums_that_no_payments_can_have_left_are_an_error(logs: float) -> None:
    """Ten payments of $3: by another sum of logarithms any amount would be typical, or none."""
    card = replace(paid(*[3.0] * 10), logs_30d=logs)
    with pytest.raises(ValueError, match=r"^card: the state holds"):
        read(written(card))


@given(st.text() | st.lists(st.floats() | st.integers() | st.text() | st.none(), max_size=len(SHAPE)).map(str))
def test_random_text_is_never_a_traceback_of_another_kind(text: str) -> None:
    try:
        read(text)
    except ValueError as failure:
        assert str(failure).startswith("card: ")  # noqa: PT017

"""After its customer's *not me*, what is unusual for a card is declined, and what is usual is not."""

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer import not_me
from lambdas.fraud_analyzer.history import History, read
from lambdas.fraud_analyzer.scoring import Decision, Score
from lambdas.fraud_analyzer.transaction import Transaction
from tests.lambdas.fraud_analyzer.replay import DAY, MINUTE, World

PAID = Transaction(12.5, "ok", "tok_regular", "grocer", "till-1", "US", "")
APPROVED = Score(0.01, Decision.APPROVE, (), "m-1")
CARD = "card#tok_regular"


def is_time(written: object) -> bool:
    text = written.get("N", "") if isinstance(written, dict) and len(written) == 1 else ""
    return text.isascii() and text.isdecimal() and 0 < int(text) <= not_me.LATEST


@pytest.fixture
def known() -> World:
    """A card that has paid about 20 dollars each of ten days, before a model that thinks well of everything."""
    world = World(score=lambda _: APPROVED)
    for _ in range(10):
        assert world.pay(20.0, after=DAY).decision == "approve"
    return world


def said(world: World, *, ago: float = 0) -> World:
    """The same after a report by the code of an alert."""
    stored = {"not_me_at": {"N": str(round(world.at - ago))}, "not_me_by": {"S": "t-1"}}
    world.items.setdefault(CARD, {"key": {"S": CARD}}).update(stored)
    return world


def test_what_is_unusual_is_declined_and_what_is_usual_is_approved(known: World) -> None:
    assert known.pay(60.0, after=DAY).decision == "approve"
    said(known)
    assert known.pay(20.0, after=DAY).decision == "approve"
    answer = known.pay(60.0, after=DAY)
    assert (answer.decision, answer.reasons) == ("decline", ["unusual_amount_after_not_me"])


def test_a_second_country_within_the_hour_is_declined(known: World) -> None:
    known.pay(20.0, after=DAY)
    said(known)
    answer = known.pay(20.0, after=30 * MINUTE, country="BR")
    assert (answer.decision, "another_country_after_not_me" in answer.reasons) == ("decline", True)


def test_a_card_of_which_nothing_else_is_known_is_declined_and_then_counted() -> None:
    world = said(World(score=lambda _: APPROVED))
    answer = world.pay(20.0, after=MINUTE)
    assert (answer.decision, answer.reasons) == ("decline", ["unknown_card_after_not_me"])
    assert world.items[CARD]["seq"] == {"N": "1"}
    assert "not_me_at" in world.items[CARD]


@pytest.mark.parametrize(("days", "decision"), [(0, "decline"), (29, "decline"), (31, "approve")])
def test_it_is_heeded_for_thirty_days(known: World, days: int, decision: str) -> None:
    said(known, ago=days * DAY - DAY)
    assert known.pay(60.0, after=DAY).decision == decision


def test_a_report_that_clocks_put_into_the_future_is_heeded_too(known: World) -> None:
    said(known, ago=-2 * DAY)
    assert known.pay(60.0, after=DAY).decision == "decline"


def test_a_mark_that_is_taken_back_leaves_the_card_as_it_was(known: World) -> None:
    said(known)
    for name in ("not_me_at", "not_me_by"):
        del known.items[CARD][name]
    assert known.pay(60.0, after=DAY).decision == "approve"


@given(
    st.none() | st.text(max_size=18) | st.integers() | st.dictionaries(st.sampled_from(["N", "S"]), st.text("019-٣"))
)
def test_a_mark_that_no_report_writes_makes_the_history_unavailable(written: object) -> None:
    item = {"key": {"S": CARD}, "not_me_at": written}
    said = 0
    with suppress(ValueError):
        said = not_me.said_at(item)
    assert 0 < said <= not_me.LATEST if is_time(written) else said == 0


def test_an_item_of_a_card_with_half_a_state_is_no_new_card(known: World) -> None:
    said(known)
    whole: Any = known.read()
    assert isinstance(read(whole, PAID, at=known.at), History)
    for missing in ("state", "seq"):
        half = copy.deepcopy(whole)
        (item,) = [each for each in half["answer"]["Responses"]["card-histories"] if each["key"]["S"] == CARD]
        del item[missing]
        assert read(half, PAID, at=known.at) is None


@pytest.mark.parametrize(("text", "read"), [("1", 1), (str(10**15), 10**15), ("0", None), (str(10**15 + 1), None)])
def test_a_mark_is_of_a_time_above_zero_and_not_beyond_any_report(text: str, read: int | None) -> None:
    item = {"not_me_at": {"N": text}}
    if read is None:
        with pytest.raises(ValueError, match=r"^history: when a customer said not me is no time$"):
            not_me.said_at(item)
    else:
        assert not_me.said_at(item) == read


def test_a_mark_is_all_that_is_known_of_a_card_whatever_a_report_writes_beside_it() -> None:
    mark: dict[str, object] = {"key": {"S": CARD}, "not_me_at": {"N": "1"}, "not_me_by": {"S": "t"}}
    assert not_me.is_all({**mark, "expires": {"N": "1"}})
    assert not not_me.is_all({**mark, "seq": {"N": "1"}})
    assert not not_me.is_all({"key": {"S": CARD}})


def test_a_mark_is_heeded_for_thirty_days_from_when_it_was_said() -> None:
    told = [not_me.days_left(1, 1 + days * DAY) for days in (-1, 0, 10, 30, 31)]
    assert told == [30.0, 30.0, 20.0, 0.0, 0.0]
    assert not_me.days_left(0, DAY) == 0.0

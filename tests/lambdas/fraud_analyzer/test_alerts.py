"""A customer is alerted once an hour, and at once where it gets worse; what was kept back is counted, and said next."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer import alerts, history
from lambdas.fraud_analyzer.alerts import (
    BANDS_USD,
    MOST_HELD_BACK,
    NEVER_ALERTED,
    WINDOW,
    LastAlert,
    after,
    band,
    is_news,
)
from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.rules import Rule, Rules
from lambdas.fraud_analyzer.scoring import Decision, Score
from tests.lambdas.fraud_analyzer.replay import HOUR, LIMIT, MINUTE, Answer, World, shipped_rules

REVIEW, DECLINE = Decision.REVIEW, Decision.DECLINE
AT = 1_790_000_000_000
FLAGGED = st.sampled_from([REVIEW, DECLINE])
AMOUNTS = st.floats(0.01, 1e6)
LAST = st.builds(
    LastAlert, st.integers(1, 10**13), FLAGGED, st.integers(0, len(BANDS_USD)), st.integers(0, MOST_HELD_BACK)
)


def judging(*thresholds: float) -> World:
    """A world whose only rules review from the first amount on, and decline from the second on."""
    codes = zip(("reviewed_amount", "declined_amount"), (REVIEW, DECLINE), thresholds, strict=False)
    rules = [Rule(code, decision, (("amount", amount),)) for code, decision, amount in codes]
    model = Score(0.1, Decision.APPROVE, (), "m-1")
    return World(score=lambda _: model, rules=Rules("v", shipped_rules(LIMIT).counting, tuple(rules)))


def said(answer: Answer) -> tuple[bool, int]:
    return answer.whole["alert"], answer.whole["held_back"]


def test_the_first_alert_goes_out_and_what_says_no_more_within_the_hour_is_kept_back() -> None:
    made = judging(100.0)
    assert said(made.pay(150.0)) == (True, 0)
    assert [said(made.pay(150.0, after=10 * MINUTE)) for _ in range(3)] == [(False, 0)] * 3


def test_the_next_alert_says_how_many_were_kept_back_and_the_one_after_it_counts_anew() -> None:
    made = judging(100.0)
    for _ in range(4):
        made.pay(150.0, after=MINUTE)
    assert said(made.pay(150.0, after=HOUR)) == (True, 3)
    assert said(made.pay(150.0, after=HOUR)) == (True, 0)


def test_a_decline_after_a_review_goes_out_and_a_review_after_a_decline_does_not() -> None:
    made = judging(100.0, 190.0)
    assert said(made.pay(150.0)) == (True, 0)
    assert said(made.pay(195.0, after=MINUTE)) == (True, 0)
    assert said(made.pay(150.0, after=MINUTE)) == (False, 0)
    assert said(made.pay(195.0, after=MINUTE)) == (False, 0)


def test_an_amount_of_a_higher_band_goes_out_and_takes_along_what_waited() -> None:
    made = judging(100.0)
    made.pay(150.0)
    made.pay(249.0, after=MINUTE)
    assert said(made.pay(250.0, after=MINUTE)) == (True, 1)
    assert said(made.pay(150.0, after=MINUTE)) == (False, 0)


def test_an_approved_payment_neither_alerts_nor_counts() -> None:
    made = judging(100.0)
    made.pay(150.0)
    assert said(made.pay(20.0, after=MINUTE)) == (False, 0)
    assert said(made.pay(150.0, after=HOUR)) == (True, 0)


def test_each_card_has_alerts_of_its_own() -> None:
    made = judging(100.0)
    assert [said(made.pay(150.0, card=f"tok_{card}")) for card in range(3)] == [(True, 0)] * 3


def test_where_the_last_alert_or_the_amount_is_not_known_the_alert_goes_out() -> None:
    made = judging(100.0)
    made.pay(150.0)
    assert said(made.analyzed(150.0, {"available": False})) == (True, 0)
    assert said(made.analyzed(None, made.read(), conversion="currency_not_listed")) == (True, 0)


def test_a_payment_that_another_one_overtook_is_counted_once() -> None:
    made = judging(100.0)
    made.pay(150.0)
    before = made.read()
    late, first = made.analyzed(150.0, before), made.analyzed(150.0, before)
    assert made.store(first)
    assert not made.store(late)
    assert made.store(made.analyzed(150.0, made.read()))
    assert said(made.pay(150.0, after=HOUR)) == (True, 2)


@given(LAST, FLAGGED, AMOUNTS, st.integers(0, 2 * WINDOW))
def test_an_alert_is_kept_back_only_if_neither_decision_nor_band_rises_within_the_hour(
    last: LastAlert, decision: Decision, amount: float, elapsed: int
) -> None:
    rises = decision > last.decision or band(amount) > last.band
    assert is_news(last, decision, amount, last.at + elapsed) is (rises or elapsed >= WINDOW)


@given(LAST.filter(lambda last: last.decision is REVIEW), AMOUNTS, st.integers(-WINDOW, WINDOW))
def test_the_first_decline_always_goes_out(last: LastAlert, amount: float, elapsed: int) -> None:
    assert is_news(last, DECLINE, amount, last.at + elapsed)
    assert is_news(NEVER_ALERTED, DECLINE, amount, last.at)


@given(LAST, FLAGGED, AMOUNTS)
def test_a_last_alert_that_lies_far_ahead_keeps_nothing_back(
    last: LastAlert, decision: Decision, amount: float
) -> None:
    assert is_news(last, decision, amount, last.at - WINDOW)


@given(st.lists(st.tuples(st.sampled_from(Decision), AMOUNTS, st.integers(0, 2 * WINDOW)), max_size=40))
def test_no_flagged_payment_is_lost_each_is_said_or_waits(payments: list[tuple[Decision, float, int]]) -> None:
    last, at, reported, alerted = NEVER_ALERTED, AT, 0, 0
    for decision, amount, elapsed in payments:
        at += elapsed
        if decision is Decision.APPROVE:
            continue
        goes_out = is_news(last, decision, amount, at)
        alerted, reported = alerted + goes_out, reported + (last.held_back if goes_out else 0)
        last = after(last, decision, amount, at, alerted=goes_out)
    assert alerted + reported + last.held_back == sum(decision is not Decision.APPROVE for decision, _, _ in payments)


def test_the_count_of_what_waits_has_an_end() -> None:
    last = LastAlert(AT, REVIEW, 0, MOST_HELD_BACK)
    assert after(last, REVIEW, 1.0, AT, alerted=False).held_back == MOST_HELD_BACK


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        *((0.0, 0), (49.99, 0), (50.0, 1), (249.99, 1), (250.0, 2), (1_249.99, 2), (1_250.0, 3), (6_249.99, 3)),
        *((6_250.0, 4), (31_249.99, 4), (31_250.0, 5), (156_249.99, 5), (156_250.0, 6), (1e9, 6)),
    ],
)
def test_the_bands_begin_at_their_first_dollar(amount: float, expected: int) -> None:
    assert band(amount) == expected


@given(LAST)
def test_what_is_written_is_read_again_in_a_few_bytes(last: LastAlert) -> None:
    written = alerts.written(last)
    assert alerts.read(json.loads(json.dumps(written))) == last
    assert len(json.dumps(written, separators=(",", ":"))) <= 30


@given(LAST)
def test_a_state_holds_the_last_alert_beside_what_it_held_before(last: LastAlert) -> None:
    before = json.loads(history.state(Card(), Recent()))
    state = json.loads(history.state(Card(), Recent(), last))
    assert state == {**before, "alert": alerts.written(last)}
    assert set(before) == {"card", "recent"}


@given(LAST, st.booleans())
def test_a_state_of_the_form_before_is_read_as_of_a_card_without_an_alert(last: LastAlert, was_alerted: bool) -> None:
    made = judging(100.0)
    made.pay(20.0)
    item = made.items["card#tok_regular"]
    state = json.loads(item["state"]["S"])
    assert "alert" not in state
    if was_alerted:
        state["alert"] = alerts.written(last)
    item["state"] = {"S": json.dumps(state)}
    made.at = last.at if was_alerted else made.at
    read = made.read()
    answer = made.analyzed(150.0, read)
    assert "history_unavailable" not in answer.reasons
    assert answer.whole["alert"] is (not was_alerted or band(150.0) > last.band)


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.lists(st.integers())


@given(LAST, st.integers(0, 4), VALUES)
def test_a_damaged_last_alert_is_refused_or_one_that_can_be(last: LastAlert, place: int, value: Any) -> None:
    damaged = alerts.written(last)
    damaged[place] = value
    try:
        read = alerts.read(damaged)
    except ValueError:
        return
    assert alerts.written(read) == damaged


@pytest.mark.parametrize("value", [None, [], {}, 1, "alert", [1, 2, 1, 0], [1, 2, 1, 0, 0, 0], [2, 2, 1, 0, 0]])
def test_what_is_no_last_alert_is_refused(value: object) -> None:
    told = "^card: its last alert is not of this version's shape; have the state written anew$"
    with pytest.raises(ValueError, match=told):
        alerts.read(value)


@pytest.mark.parametrize("place_and_most", [(1, 10**15), (3, 6), (4, 999)])
def test_the_largest_values_of_a_last_alert_are_read_and_no_larger_ones(place_and_most: tuple[int, int]) -> None:
    place, most = place_and_most
    written = alerts.written(LastAlert(AT, REVIEW, 1, 1))
    written[place] = most
    assert alerts.written(alerts.read(written)) == written
    written[place] = most + 1
    with pytest.raises(ValueError, match="its last alert"):
        alerts.read(written)


def test_a_last_alert_is_of_some_time() -> None:
    with pytest.raises(ValueError, match="its last alert"):
        alerts.read([alerts.VERSION, 0, REVIEW.value, 0, 0])


def test_an_hour_is_the_window() -> None:
    last = LastAlert(AT, DECLINE, 6, 0)
    assert not is_news(last, REVIEW, 1.0, AT + 3_599_999)
    assert is_news(last, REVIEW, 1.0, AT + 3_600_000)


def test_a_card_that_was_never_alerted_is_of_no_time_and_no_band() -> None:
    assert LastAlert(0, Decision.APPROVE, 0, 0) == NEVER_ALERTED

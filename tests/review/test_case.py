"""What a row says, in which order cases come, and what is like what."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer import history
from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.terminal import Terminal
from review.case import case, is_similar
from review.order import by_risk
from review.payment import Payment, read
from review.text import shown_case
from review.words import of_card, of_terminal, shown, standing, waiting, when

NOW = 1_795_000_000_000
DAY = 86_400_000


def paid(name: str, dollars: float | None, score: float = 0.0, **more: Any) -> Payment:
    return Payment(id=name, at=NOW, dollars=dollars, score=score, **more)


def test_an_amount_of_unknown_worth_comes_first_and_a_rule_s_word_counts_a_quarter() -> None:
    cases = [paid("small", 10, 1.0), paid("by rule", 100), paid("unknown", None), paid("by model", 100, 0.5)]
    assert [payment.id for payment in by_risk(cases)] == ["unknown", "by model", "by rule", "small"]


def test_of_equal_risks_what_waits_longer_comes_first() -> None:
    later, earlier = paid("later", 10), Payment(id="earlier", at=NOW - 1, dollars=10)
    assert by_risk([later, earlier]) == [earlier, later]


@pytest.mark.parametrize(
    ("other", "similar"),
    [
        (paid("b", 120), True),
        (paid("b", 140), False),
        (paid("b", None), False),
        (paid("b", 900, merchant="m"), True),
        (paid("b", 900, terminal="p"), True),
        (paid("b", 900, merchant="n", terminal="q"), False),
    ],
)
def test_payments_are_similar_by_place_or_by_amount(other: Payment, similar: bool) -> None:
    assert is_similar(other, paid("a", 100, merchant="m", terminal="p")) is similar


def test_what_is_remembered_is_said_in_sentences() -> None:
    card = Card(at=NOW, country="US", payments_1d=1.0, payments_30d=10.0, clipped_30d=420.0)
    state = history.state(card, Recent(at=NOW, payments=12, largest=90.5, country="US", earlier="CA"))
    terminal = {"key": {"S": "terminal#p"}, "frauds_20775": {"N": "2"}, "ordinary_20775": {"N": "1"}}
    found = case(paid("a", 1), card={"state": {"S": state}}, terminal=terminal, others=[], now=NOW)
    said = " ".join(of_card(found.profile))
    assert "paid 12 times in all, and usually $42.00" in said
    assert "last used in US and before in CA" in said
    assert [*of_terminal(found.terminal)] == [
        "2026-11-18: 2 confirmed, 1 of them of an amount that was ordinary for the card."
    ]
    assert [*of_terminal(Terminal())] == ["No fraud is confirmed at this terminal."]


def test_what_else_is_kept_of_a_card_as_its_last_alert_is_left_alone() -> None:
    state = {**json.loads(history.state(Card(), Recent())), "alert": [1]}
    assert case(paid("a", 1), card={"state": {"S": json.dumps(state)}}, terminal=None, others=[], now=NOW).profile


def test_a_card_of_which_only_not_me_is_known_is_a_case_and_the_case_says_so() -> None:
    marked = {"key": {"S": "card#x"}, "expires": {"N": "1"}, "not_me_at": {"N": str(NOW)}, "not_me_by": {"S": "t-9"}}
    found = case(paid("a", 1), card=marked, terminal=None, others=[], now=NOW + DAY)
    assert found.profile is None
    assert found.reasons == (
        ("not_me", "Its customer said not me of the payment t-9, 1 d ago; that is heeded for 29 days more."),
    )


@pytest.mark.parametrize(
    ("by", "days", "said"),
    [
        ("a", 1, "Its customer said not me of this payment, 1 d ago; that is heeded for 29 days more."),
        ("a", 31, "Its customer said not me of this payment, 31 d ago; that is heeded no longer."),
    ],
)
def test_that_a_customer_said_not_me_comes_before_the_reasons(by: str, days: int, said: str) -> None:
    state = {"state": {"S": history.state(Card(), Recent())}}
    marked = {**state, "not_me_at": {"N": str(NOW)}, "not_me_by": {"S": by}}
    found = case(
        paid("a", 1, reasons=("amount_far_above_usual",)), card=marked, terminal=None, others=[], now=NOW + days * DAY
    )
    assert found.profile
    assert [code for code, _ in found.reasons] == ["not_me", "amount_far_above_usual"]
    assert found.reasons[0][1] == said


@pytest.mark.parametrize("state", ["", "{}", "[1]", '{"card": [], "recent": []}', "x"])
def test_a_state_of_another_version_is_an_error_that_repeats_nothing(state: str) -> None:
    with pytest.raises(ValueError, match=r"state|not of this version|Expecting"):
        case(paid("a", 1), card={"state": {"S": state}}, terminal=None, others=[], now=NOW)


ATTRIBUTE = st.dictionaries(st.sampled_from(["S", "N", "BOOL"]), st.text() | st.none(), max_size=1)
NAMES = ["transaction_id", "decision", "reasons", "amount_usd_text", "merchant_name", "reported", "claimed_by"]


@given(st.dictionaries(st.sampled_from(NAMES), ATTRIBUTE | st.none()))
def test_whatever_stands_in_a_row_is_read_or_refused(item: dict[str, Any]) -> None:
    try:
        payment = read(item)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = "row: " if payment.verdict is None or payment.verdict.said in ("fraud", "genuine") else ""
    assert refusal.startswith("row: ")


@given(st.lists(st.text(), max_size=3))
def test_reasons_that_nobody_knows_say_so(codes: list[str]) -> None:
    payment = read({"reasons": {"S": json.dumps(codes)}})
    found = case(payment, card=None, terminal=None, others=[], now=NOW)
    assert [code for code, _ in found.reasons] == codes


@given(st.text())
def test_nothing_that_is_shown_steers_a_terminal(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) == len(text)


@given(st.sampled_from(["amount", "currency", "decision", "reported_by", "claimed_by", "country"]), st.text())
def test_nothing_of_a_row_steers_a_terminal(name: str, text: str) -> None:
    kinds = {"amount": "N"}
    row = {"timestamp": {"N": "1"}, "reported": {"S": "fraud"}, "claimed_until": {"N": str(NOW + 1)}}
    payment = read({**row, name: {kinds.get(name, "S"): text}})
    found = case(payment, card=None, terminal=None, others=[Payment(id="b", at=1, decision=text)], now=NOW)
    unclaimed = case(replace(payment, verdict=None), card=None, terminal=None, others=[], now=NOW)
    for line in (*shown_case(found, now=NOW, who="x"), *shown_case(unclaimed, now=NOW, who="x")):
        assert line.isprintable()


@pytest.mark.parametrize("at", [10**15, 10**18, 10**30, 10**400, -(10**18)], ids=lambda at: f"{len(str(at))} digits")
def test_a_time_beyond_any_calendar_keeps_no_other_row_from_being_shown(at: int) -> None:
    assert when(at) == "no time of the calendar"
    assert "claimed by x until no time" in standing(Payment(id="a", at=1, claimed_by="x", claimed_until=10**18), 0, "y")


def test_what_waits_is_said_with_the_age_of_the_oldest() -> None:
    assert waiting([], NOW) == "0 waiting"
    assert waiting([paid("a", 10), Payment(id="b", at=NOW - 2 * 86_400_000)], NOW) == "2 waiting, the oldest for 2 d"

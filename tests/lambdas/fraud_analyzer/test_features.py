"""Features are numbers of the payment and of what was known before it."""

import math

import pytest

from lambdas.fraud_analyzer.card import Card, after
from lambdas.fraud_analyzer.features import FEATURES, LEAST_SPREAD, NEVER, features, is_ordinary
from lambdas.fraud_analyzer.terminal import Terminal

NOW = 1_767_225_600_000


def test_of_an_unknown_card_and_terminal_only_the_amount_is_known() -> None:
    told = features(at=NOW, amount_usd=12.5, card=Card(), terminal=Terminal())
    assert told == dict.fromkeys(FEATURES, 0.0) | {"amount": 12.5, "terminal_days_since_first": NEVER}


def test_features_are_of_what_was_before_the_payment() -> None:
    card = after(Card(), at=NOW, amount_usd=10, country="US", flagged=False)
    told = features(at=NOW, amount_usd=50, card=card, terminal=Terminal())
    assert told["card_amount_to_usual"] == 5
    assert told["card_amount_deviation"] == pytest.approx(math.log(5) / LEAST_SPREAD)
    assert told["card_payments_1d"] == 1


def test_a_usual_amount_of_less_than_a_dollar_is_one_to_compare_with() -> None:
    card = after(Card(), at=NOW, amount_usd=0.5, country="US", flagged=False)
    told = features(at=NOW, amount_usd=1.0, card=card, terminal=Terminal())
    assert told["card_amount_to_usual"] == 2
    assert told["card_amount_deviation"] == pytest.approx(math.log(2) / LEAST_SPREAD)


def test_features_come_in_their_stated_order() -> None:
    assert tuple(features(at=NOW, amount_usd=1, card=Card(), terminal=Terminal())) == FEATURES


def test_the_features_have_the_names_that_models_are_trained_on() -> None:
    assert (
        *("amount", "card_amount_to_usual", "card_amount_deviation", "card_amount_spread", "card_unusual_7d"),
        *("card_payments_1d", "card_payments_30d", "terminal_frauds_7d", "terminal_frauds_30d"),
        *("terminal_unexplained_30d", "terminal_days_since_first"),
    ) == FEATURES


def test_numbers_of_the_features_are_those_that_models_are_trained_on() -> None:
    card = after(Card(), at=NOW, amount_usd=10, country="US", flagged=False)
    assert features(at=NOW, amount_usd=1e9, card=card, terminal=Terminal())["card_amount_to_usual"] == 1e6
    told = features(at=NOW, amount_usd=20, card=card, terminal=Terminal())
    assert told["card_amount_deviation"] == pytest.approx(math.log(2) / 0.3)
    assert told["terminal_days_since_first"] == 99.0
    assert is_ordinary(told)
    assert not is_ordinary({**told, "card_amount_to_usual": 2.001})


def test_frauds_fade_within_a_week_and_a_month_and_say_nothing_after_sixty_days() -> None:
    today = NOW // 86_400_000
    terminal = Terminal(((today - 7, 2, 1), (today - 60, 1, 0), (today - 61, 9, 9)))
    told = features(at=NOW, amount_usd=1, card=Card(), terminal=terminal)
    assert told["terminal_frauds_7d"] == pytest.approx(2 * math.exp(-1) + math.exp(-60 / 7))
    assert told["terminal_frauds_30d"] == pytest.approx(2 * math.exp(-7 / 30) + math.exp(-2))
    assert told["terminal_unexplained_30d"] == pytest.approx(math.exp(-7 / 30))
    assert told["terminal_days_since_first"] == 7


@pytest.mark.parametrize(("pause", "first"), [(14, 15.0), (15, 1.0)])
def test_a_series_ends_where_two_weeks_had_no_fraud(pause: int, first: float) -> None:
    today = NOW // 86_400_000
    terminal = Terminal(((today - 1, 1, 1), (today - 1 - pause, 1, 1)))
    told = features(at=NOW, amount_usd=1, card=Card(), terminal=terminal)
    assert told["terminal_days_since_first"] == first


def test_a_fraud_of_tomorrow_is_of_today() -> None:
    terminal = Terminal(((NOW // 86_400_000 + 1, 1, 1),))
    told = features(at=NOW, amount_usd=1, card=Card(), terminal=terminal)
    assert (told["terminal_frauds_7d"], told["terminal_days_since_first"]) == (1.0, 0.0)

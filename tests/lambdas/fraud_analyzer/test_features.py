"""Features are numbers of the payment and of what was known before it."""

import math

import pytest

from lambdas.fraud_analyzer.card import Card, after
from lambdas.fraud_analyzer.features import FEATURES, LEAST_SPREAD, NEVER, features
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


def test_features_come_in_their_stated_order() -> None:
    assert tuple(features(at=NOW, amount_usd=1, card=Card(), terminal=Terminal())) == FEATURES

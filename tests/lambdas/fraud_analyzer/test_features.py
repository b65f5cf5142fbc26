"""Features are numbers of the payment and of what was known before it."""

from decimal import Decimal

import pytest

from lambdas.fraud_analyzer.card import Card, after
from lambdas.fraud_analyzer.features import FEATURES, NEVER, features
from lambdas.fraud_analyzer.terminal import Terminal
from lambdas.fraud_analyzer.transaction import Transaction, from_event

EVENT = {"timestamp": 1_767_225_600_000, "amount": 12.5, "amount_text": "12.50", "card_token": "tok_a1b2c3d4"}
NOW = 1_767_225_600_000


def test_of_an_unknown_card_and_terminal_only_the_amount_is_known() -> None:
    told = features(at=NOW, amount_usd=12.5, card=Card(), terminal=Terminal())
    assert told == dict.fromkeys(FEATURES, 0.0) | {"amount": 12.5, "terminal_days_since_first": NEVER}


def test_features_are_of_what_was_before_the_payment() -> None:
    card = after(Card(), at=NOW, amount_usd=10, country="US", flagged=False)
    told = features(at=NOW, amount_usd=50, card=card, terminal=Terminal())
    assert told["card_amount_to_usual"] == told["card_amount_to_mean"] == 5
    assert told["card_payments_1d"] == 1


def test_features_come_in_their_stated_order() -> None:
    assert tuple(features(at=NOW, amount_usd=1, card=Card(), terminal=Terminal())) == FEATURES


def test_money_is_decimal() -> None:
    assert from_event({"transaction": EVENT}) == Transaction(1_767_225_600_000, Decimal("12.50"), "tok_a1b2c3d4")


@pytest.mark.parametrize("missing", ["timestamp", "amount_text", "card_token"])
def test_an_event_without_a_field_is_an_error_that_repeats_no_value(missing: str) -> None:
    event = {"transaction": {name: value for name, value in EVENT.items() if name != missing}}
    with pytest.raises(ValueError, match="event: no validated transaction") as failure:
        from_event(event)
    assert "tok_" not in str(failure.value)


@pytest.mark.parametrize("event", [{}, {"transaction": {**EVENT, "amount_text": "much"}}, {"transaction": None}])
def test_an_event_that_the_validator_did_not_make_is_an_error(event: dict[str, dict[str, object]]) -> None:
    with pytest.raises(ValueError, match="event: no validated transaction"):
        from_event(event)

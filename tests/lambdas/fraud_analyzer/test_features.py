"""Features are numbers of the request, and say when nothing is known of the card."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer.features import features
from lambdas.fraud_analyzer.history import unknown
from lambdas.fraud_analyzer.transaction import Transaction, from_event

EVENT = {"timestamp": 1_767_225_600_000, "amount": 12.5, "amount_text": "12.50", "card_token": "tok_a1b2c3d4"}


@given(st.datetimes(datetime(1970, 1, 2), datetime(2280, 1, 1), timezones=st.just(UTC)))
def test_hour_and_weekend_are_those_of_utc(when: datetime) -> None:
    given_features = features(Transaction(int(when.timestamp() * 1000), Decimal(1), "tok_a1b2c3d4"), unknown(""))
    assert int(given_features["hour"] + 1e-6) in (when.hour, (when.hour + 1) % 24)
    assert 0 <= given_features["hour"] < 24
    assert given_features["weekend"] == float(when.weekday() >= 5)


def test_an_unknown_card_has_no_history_in_its_features() -> None:
    told = features(from_event({"transaction": EVENT}), unknown("tok_a1b2c3d4"))
    assert told == {"amount": 12.5, "hour": 0.0, "weekend": 0.0, "card_transactions": 0.0, "card_amount_ratio": 0.0}


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

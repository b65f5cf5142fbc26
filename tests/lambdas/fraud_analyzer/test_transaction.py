"""What the analyzer reads of a validated transaction."""

from typing import Any

import pytest

from lambdas.fraud_analyzer.transaction import Transaction, from_event
from tests.lambdas.fraud_analyzer.replay import request

PAYMENT = {**request(), "amount_usd": 12.5}


def test_it_is_read_whole() -> None:
    assert from_event({"transaction": PAYMENT}) == Transaction(12.5, "ok", "tok_regular", "grocer", "till-1", "US", "")


@pytest.mark.parametrize("missing", sorted(PAYMENT))
def test_an_event_without_a_field_is_an_error_that_repeats_no_value(missing: str) -> None:
    event = {"transaction": {name: value for name, value in PAYMENT.items() if name != missing}}
    with pytest.raises(ValueError, match="event: no validated transaction") as failure:
        from_event(event)
    assert "tok_" not in str(failure.value)


@pytest.mark.parametrize("event", [{}, {"transaction": {**PAYMENT, "amount_usd": "12.5"}}, {"transaction": None}])
def test_an_event_that_the_validator_did_not_make_is_an_error(event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="event: no validated transaction"):
        from_event(event)


@pytest.mark.parametrize("name", ["conversion", "card_token", "country", "terminal_id", "entry_mode"])
@pytest.mark.parametrize("value", [None, 1, ["x"], {"S": "x"}])
def test_a_field_of_another_type_is_an_error(name: str, value: object) -> None:
    with pytest.raises(ValueError, match="event: no validated transaction"):
        from_event({"transaction": {**PAYMENT, name: value}})

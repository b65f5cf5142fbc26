"""What the drain reads of a payment is what the workflow reads of it, and what the analyzer expects."""

from typing import Any

import pytest

from lambdas.fraud_analyzer import history
from lambdas.transaction_drain import remembered
from tests.stacks.interpreter import Run

PAYMENT = {"transaction_id": "t-1", "card_token": "c-1", "merchant_id": "m-1", "terminal_id": "p-1"}
DECIDED: dict[str, Any] = {"ValidateTransaction": {"Payload": {"valid": False, "errors": []}}}


def read_by_the_workflow(states: dict[str, Any], payment: dict[str, str]) -> dict[str, Any]:
    """What the state that reads the history of a payment asks of the table, on the interpreter's day."""
    ran = Run(states, DECIDED)
    ran.start({name: value for name, value in payment.items() if value})
    return dict(ran.asked["ReadHistory"]["RequestItems"])


@pytest.mark.parametrize("terminal", ["p-1", ""])
def test_the_drain_asks_for_the_keys_that_the_workflow_asks_for(states: dict[str, Any], terminal: str) -> None:
    payment = {**PAYMENT, "terminal_id": terminal}
    ((_, asked),) = read_by_the_workflow(states, payment).items()
    keys = [key["key"]["S"] for key in asked["Keys"]]
    assert list(remembered.keys(payment, "2026-01-01")) == keys
    assert len(keys) == 2 + remembered.SHARDS


def test_the_drain_knows_as_many_shards_as_the_analyzer() -> None:
    assert remembered.SHARDS == history.SHARDS


@pytest.mark.parametrize(
    ("at", "day"),
    [(0, "1970-01-01"), (1_767_225_599_999, "2025-12-31"), (1_767_225_600_000, "2026-01-01"), (1, "1970-01-01")],
)
def test_the_day_is_that_of_coordinated_universal_time(at: int, day: str) -> None:
    assert remembered.day_of(at) == day

"""The history of a payment is read by the keys that the workflow reads, and is of the day that it is in UTC."""

from collections.abc import Iterable
from typing import Any

import pytest

from lambdas.transaction_drain.remembered import Items, day_of, keys, of_each

PAYMENT = {"card_token": "c-1", "terminal_id": "te-9", "merchant_id": "m-7"}
KEYS = ("card#c-1", "terminal#te-9", *(f"merchant#m-7#2026-11-26#{shard}" for shard in range(4)))


@pytest.mark.parametrize(
    ("at", "day"), [(0, "1970-01-01"), (1_795_737_599_999, "2026-11-26"), (1_795_737_600_000, "2026-11-27")]
)
def test_a_day_ends_at_midnight_utc(at: int, day: str) -> None:
    assert day_of(at) == day


def test_the_keys_are_of_card_terminal_and_the_merchants_day() -> None:
    assert keys(PAYMENT, "2026-11-26") == KEYS


def test_what_was_not_read_in_full_is_no_history_and_what_is_not_there_is_left_out() -> None:
    asked: list[str] = []
    item: dict[str, Any] = {"key": {"S": "card#c-1"}}

    def read(wanted: Iterable[str]) -> Items:
        asked.extend(wanted)
        return {key: item if key == "card#c-1" else None for key in asked if key != "terminal#te-8"}

    other = PAYMENT | {"terminal_id": "te-8"}
    first, second = of_each([PAYMENT, other], day="2026-11-26", table="histories", read=read)
    assert first == {
        "available": True,
        "day": "2026-11-26",
        "answer": {"Responses": {"histories": [item]}, "UnprocessedKeys": {}},
    }
    assert second is None
    assert asked == [*KEYS, *keys(other, "2026-11-26")]

"""What is refused is kept for as many hours as a payment may be old, each receipt once."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from lambdas.transaction_drain import refusals
from lambdas.transaction_drain.messages import Message
from lambdas.transaction_drain.refusals import Refusal, keep

ERRORS = [{"field": "amount", "message": "must be a number"}]


def refusal(number: int, receipt: str = "") -> Refusal:
    return Refusal(Message(f"message-{number}", "k7", {}, receipt or f"r-{number}", "handle", False), ERRORS)


class Table:
    """A table that keeps what it is asked, and leaves these receipts unwritten."""

    def __init__(self, *left: str) -> None:
        self.left, self.asked = left, list[dict[str, Any]]()

    def batch_write_item(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        left = [{"PutRequest": {"Item": {"receipt": {"S": receipt}}}} for receipt in self.left]
        return {"UnprocessedItems": {"refused": left} if left else {}}


def kept(table: Table, *refused: Refusal) -> set[str]:
    warnings: list[object] = []
    names = keep(refused, table="refused", hours=24, client=table, warn=lambda *told: warnings.append(told))
    assert warnings == []
    return names


def test_a_refusal_is_an_item_that_expires_after_so_many_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "time", SimpleNamespace(time_ns=lambda: 1_790_000_000_999_999_999))
    table = Table()
    assert kept(table, refusal(1)) == {"message-1"}
    item = {
        "receipt": {"S": "r-1"},
        "client": {"S": "k7"},
        "errors": {"S": json.dumps(ERRORS)},
        "expires": {"N": "1790086400"},
    }
    assert table.asked == [{"RequestItems": {"refused": [{"PutRequest": {"Item": item}}]}}]


def test_what_was_left_unwritten_comes_again_with_all_of_its_receipt() -> None:
    table = Table("r-1")
    assert kept(table, refusal(1), refusal(2), refusal(3, "r-1")) == {"message-2"}
    assert len(table.asked[0]["RequestItems"]["refused"]) == 2


def test_where_nothing_is_refused_nobody_is_asked() -> None:
    table = Table()
    assert kept(table) == set()
    assert table.asked == []

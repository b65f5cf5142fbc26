"""What the model lets in fits into what the web ACL lets through."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from stacks.body_sizes import BATCHES, larger_than
from stacks.client import BATCHES as CALLS
from stacks.schema import MOST, transaction
from stacks.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "requests.md"
# A letter of four bytes, which API Gateway may count as two.
WIDE = "\N{CJK UNIFIED IDEOGRAPH-20000}"


def longest(name: str, field: dict[str, Any]) -> object:
    """The longest value that a field takes."""
    if field["type"] == "integer":
        return field["maximum"]
    if name == "merchant_name":
        return WIDE * 64
    if name == "amount":
        return f"{'9' * 12}.{'9' * 18}"
    if name == "entry_mode":
        return "x" * 32
    (length,) = re.findall(r"(?:,|\{)(\d+)\}\$$", field["pattern"])
    return ("1" if field["pattern"].startswith("^[0-9]") else "A") * int(length)


@pytest.fixture
def payment() -> dict[str, object]:
    return {name: longest(name, field) for name, field in transaction()["properties"].items()}


def size(body: object) -> int:
    return len(json.dumps(body, ensure_ascii=False).encode())


def test_each_field_is_as_long_as_the_model_lets_it_be(payment: dict[str, object]) -> None:
    for name, field in transaction()["properties"].items():
        value = payment[name]
        if isinstance(value, str) and name != "merchant_name":
            assert re.fullmatch(field["pattern"], value), name
            assert not re.fullmatch(field["pattern"], value + value[-1]), name


def test_the_longest_payment_passes_alone_many_times(payment: dict[str, object]) -> None:
    assert size(payment) * 5 < Settings().body_limit


def test_the_longest_call_with_many_payments_passes_also_where_it_is_written_widely(payment: dict[str, object]) -> None:
    body = {"transactions": [payment] * MOST}
    assert size(body) < 0.8 * Settings().batch_limit
    assert len(json.dumps(body, indent=2, ensure_ascii=False).encode()) < Settings().batch_limit
    assert size(body) > Settings().body_limit


def test_what_waf_sees_of_the_longest_call_is_all_of_it() -> None:
    assert Settings().batch_limit < Settings().inspected_kb * 1_024


def test_the_page_says_how_long_they_are(payment: dict[str, object]) -> None:
    body = {"transactions": [payment] * MOST}
    said = PAGE.read_text(encoding="utf-8")
    for longest_one in (size(payment), size(body), len(json.dumps(body))):
        assert f"{longest_one:,}" in said


@pytest.mark.parametrize(
    ("path", "takes_many"),
    [
        ("/live/transactions", True),
        ("/v1/transactions", True),
        ("/transactions", True),
        ("/live//transactions", True),
        ("/live/transactions/", False),
        ("/live/transactions//", False),
        ("/live/transactions;x", False),
        ("/live/transactions%2F", False),
        ("/live/%74ransactions", False),
        ("/live/Transactions", False),
        ("/live/my-transactions", False),
        ("/live/transaction", False),
        ("/live/report", False),
    ],
)
def test_only_the_path_of_calls_has_the_higher_bound(path: str, takes_many: bool) -> None:
    _, elsewhere = larger_than(1, but_at=BATCHES)["and_statement"]["statement"]
    (match,) = elsewhere["not_statement"]["statement"]
    said = match["byte_match_statement"]
    assert (said["positional_constraint"], said["text_transformation"]) == (
        "ENDS_WITH",
        [{"priority": 0, "type": "NONE"}],
    )
    assert path.endswith(said["search_string"]) is takes_many


def test_the_path_that_is_bounded_otherwise_is_the_one_that_is_throttled_otherwise() -> None:
    assert f"{BATCHES}/POST" == CALLS

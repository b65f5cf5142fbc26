"""What a message must say to announce a case, and what is asked of the row for it."""

import json

import pytest

from review.announcement import announced, kept
from review.payment import Payment
from tests.review.announced import event

AT = 1_795_000_000_000


def test_an_announcement_names_the_key_of_a_row() -> None:
    assert announced(event("t-1", AT)) == Payment(id="t-1", at=AT)


@pytest.mark.parametrize(
    "body",
    [
        *("", "no JSON", "[]", "null", "[" * 100_000),
        *(event(name, AT) for name in ("", "x" * 129, "\ud800", "t-\udfff")),
        *(event("t-1", at) for at in (0, -1, 10**15, 10**40)),
        *(event("t-1", at) for at in (True, 1.5, "1795000000000", None)),  # type: ignore[arg-type]
        event("t-1", AT).replace("fraud.detection", "aws.s3"),
        event("t-1", AT).replace("TransactionAnalyzed", "Other"),
        json.dumps({"source": "fraud.detection", "detail-type": "TransactionAnalyzed", "detail": "t-1"}),
        json.dumps({"source": "fraud.detection", "detail-type": "TransactionAnalyzed", "detail": {}}),
    ],
    ids=str.__len__,
)
def test_anything_else_announces_nothing(body: str) -> None:
    assert announced(body) is None


def test_a_receipt_is_kept_only_where_a_case_is_open() -> None:
    request = kept(Payment(id="t-1", at=AT), receipt="receipt", sent=AT + 1)
    assert request["Key"] == {"transaction_id": {"S": "t-1"}, "timestamp": {"N": str(AT)}}
    assert request["UpdateExpression"] == "SET announcement = :receipt, announced_at = :sent"
    assert request["ConditionExpression"] == "decision = :review AND attribute_not_exists(reviewed_by)"

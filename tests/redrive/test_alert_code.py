"""A code for an alert that is sent late is one as the workflow draws it, and nobody can read it where it is noted."""

import hashlib
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from redrive.alert_code import drawn


class Table:
    """A table that notes what it is asked, and answers with this error where there is one."""

    def __init__(self, error: str = "") -> None:
        self.error = error
        self.asked: list[dict[str, Any]] = []

    def update_item(self, **given: Any) -> None:
        self.asked.append(given)
        if self.error:
            raise ClientError({"Error": {"Code": self.error, "Message": ""}}, "UpdateItem")


def test_its_hash_is_noted_with_the_time_beside_the_transaction() -> None:
    table = Table()
    code = drawn(table, "t-1")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}", code)
    (asked,) = table.asked
    at = asked["ExpressionAttributeValues"].pop(":at")["S"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at)
    assert asked == {
        "TableName": "transactions",
        "Key": {"transaction_id": {"S": "t-1"}, "timestamp": {"N": "0"}},
        "UpdateExpression": "SET alerted_at = :at ADD codes :codes",
        "ConditionExpression": "attribute_exists(transaction_id)",
        "ExpressionAttributeValues": {":codes": {"SS": [hashlib.sha256(code.encode()).hexdigest()]}},
    }


def test_each_code_is_another() -> None:
    assert drawn(Table(), "t-1") != drawn(Table(), "t-1")


def test_what_is_not_stored_has_no_code() -> None:
    assert drawn(Table("ConditionalCheckFailedException"), "t-1") == ""


def test_any_other_refusal_is_the_callers_to_handle() -> None:
    with pytest.raises(ClientError, match="AccessDeniedException"):
        drawn(Table("AccessDeniedException"), "t-1")

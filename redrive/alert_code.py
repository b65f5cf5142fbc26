"""A code for an alert that is sent late: a dead letter holds none, and whoever reads letters must learn none."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from redrive.names import TRANSACTIONS


def drawn(dynamodb: Any, transaction_id: str) -> str:
    """A new code, as the workflow draws it, whose hash is noted before it goes out; none for what is not stored."""
    code = f"{uuid.uuid4()}{uuid.uuid4().hex[:8]}"
    try:
        dynamodb.update_item(
            TableName=TRANSACTIONS,
            Key={"transaction_id": {"S": transaction_id}, "timestamp": {"N": "0"}},
            UpdateExpression="SET alerted_at = :at ADD codes :codes",
            ConditionExpression="attribute_exists(transaction_id)",
            ExpressionAttributeValues={
                ":at": {"S": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")},
                ":codes": {"SS": [hashlib.sha256(code.encode()).hexdigest()]},
            },
        )
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return ""
        raise
    return code

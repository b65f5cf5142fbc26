"""An announcement in the queue: the event of a decision, of which only the key of the row is read; pure."""

from __future__ import annotations

import json

from review.names import ANNOUNCED_AT, ANNOUNCEMENT, DETAIL_TYPE, LONGEST_ID, SOURCE, TRANSACTIONS
from review.payment import Payment, key
from review.writes import Request

# Later than any payment, and no longer than a number of DynamoDB may be.
LATEST = 10**15


def announced(body: str) -> Payment | None:
    """The payment that a message announces, with its key alone; None where it announces none."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or (said.get("source"), said.get("detail-type")) != (SOURCE, DETAIL_TYPE):
        return None
    detail = said.get("detail")
    name, at = (detail.get("transaction_id"), detail.get("timestamp")) if isinstance(detail, dict) else (None, None)
    # At time 0 lies a marker, and no payment.
    if not isinstance(name, str) or type(at) is not int or not (_is_key(name) and 0 < at < LATEST):
        return None
    return Payment(id=name, at=at)


def _is_key(name: str) -> bool:
    """Whether DynamoDB can be asked for it: half a character cannot be sent."""
    return 0 < len(name) <= LONGEST_ID and name == name.encode(errors="ignore").decode()


def kept(payment: Payment, *, receipt: str, sent: int) -> Request:
    """Keep the receipt and the time of an announcement with its case, which no reviewer has decided: UpdateItem.

    Where that is refused, the row comes along, if there is one.
    """
    return {
        "TableName": TRANSACTIONS,
        "Key": key(payment),
        "UpdateExpression": f"SET {ANNOUNCEMENT} = :receipt, {ANNOUNCED_AT} = :sent",
        "ConditionExpression": "decision = :review AND attribute_not_exists(reviewed_by)",
        "ExpressionAttributeValues": {
            ":receipt": {"S": receipt},
            ":sent": {"N": str(sent)},
            ":review": {"S": "review"},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }

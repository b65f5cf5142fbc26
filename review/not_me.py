"""That a card's customer has said *not me* of a payment, taken back: the request to DynamoDB that does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.names import HISTORIES, card_key
from review.payment import Payment


def free(payment: Payment) -> Mapping[str, Any]:
    """UpdateItem on the card, if it is marked by this very payment: it has become genuine."""
    return {
        "TableName": HISTORIES,
        "Key": {"key": {"S": card_key(payment.card)}},
        "UpdateExpression": "REMOVE not_me_at, not_me_by",
        "ConditionExpression": "not_me_by = :id",
        "ExpressionAttributeValues": {":id": {"S": payment.id}},
    }

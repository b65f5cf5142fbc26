"""That a card's customer has said *not me* of a payment: as a reason in words, and the request that takes it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from commands.times import ago
from lambdas.fraud_analyzer.not_me import SAID_BY, days_left, said_at
from review.attributes import Item, text
from review.names import HISTORIES, card_key
from review.payment import Payment

CODE = "not_me"


def reason(item: Item, payment: Payment, now: int) -> Iterator[tuple[str, str]]:
    """What to know before all other reasons, if the card's item says it; ValueError for what no report writes."""
    if said := said_at(item):
        by, left = text(item, SAID_BY), ceil(days_left(said, now))
        of = "this payment" if by == payment.id else f"the payment {by}"
        heeded = f"for {left} days more" if left else "no longer"
        yield CODE, f"Its customer said not me of {of}, {ago(said, now)} ago; that is heeded {heeded}."


def free(payment: Payment) -> Mapping[str, Any]:
    """UpdateItem on the card, if it is marked by this very payment: it has become genuine."""
    return {
        "TableName": HISTORIES,
        "Key": {"key": {"S": card_key(payment.card)}},
        "UpdateExpression": "REMOVE not_me_at, not_me_by",
        "ConditionExpression": "not_me_by = :id",
        "ExpressionAttributeValues": {":id": {"S": payment.id}},
    }

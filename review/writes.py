"""Claim, release and verdict, each as the request to DynamoDB that does it; nothing here asks AWS or the clock.

Each is conditional: who was too late changes nothing, so that two analysts do not decide one case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lambdas.fraud_analyzer.terminal import FRAUDS, MILLISECONDS_PER_DAY, ORDINARY
from review.names import (
    ANNOUNCED_AT,
    ANNOUNCEMENT,
    CLAIMED_BY,
    CLAIMED_UNTIL,
    HISTORIES,
    RANK,
    REVIEW_SHARD,
    REVIEWER,
    TRANSACTIONS,
    terminal_key,
)
from review.payment import Payment, Said, key

Request = Mapping[str, Any]
# Long enough to look into a case, and short enough that a forgotten one is soon free.
CLAIM_MILLISECONDS = 30 * 60 * 1000
# As long as reports keep what is counted at a terminal.
KEPT_SECONDS = 60 * 86_400
FREE = f"attribute_not_exists({CLAIMED_UNTIL}) OR {CLAIMED_UNTIL} <= :now OR {CLAIMED_BY} = :who"


def claim(payment: Payment, *, who: str, now: int) -> Request:
    """Claim a case for half an hour, where nobody else has: UpdateItem."""
    return {
        **_row(payment),
        "UpdateExpression": f"SET {CLAIMED_BY} = :who, {CLAIMED_UNTIL} = :until",
        # Only what was stored as a review is a case; without it, an update of what is not there would make it.
        "ConditionExpression": f"decision = :review AND ({FREE})",
        "ExpressionAttributeValues": {
            ":who": {"S": who},
            ":now": {"N": str(now)},
            ":until": {"N": str(now + CLAIM_MILLISECONDS)},
            ":review": {"S": "review"},
        },
    }


def release(payment: Payment, *, who: str) -> Request:
    """Give a case back that one has claimed: UpdateItem."""
    return {
        **_row(payment),
        "UpdateExpression": f"REMOVE {CLAIMED_BY}, {CLAIMED_UNTIL}",
        "ConditionExpression": f"{CLAIMED_BY} = :who",
        "ExpressionAttributeValues": {":who": {"S": who}},
    }


def verdict(payment: Payment, said: Said, *, who: str, now: int) -> Request | None:
    """Decide a case that one has claimed, and count it at its terminal, or neither: TransactWriteItems.

    None where a reviewer has said the same before. boto3 adds a token, so that a retry after a lost answer succeeds.
    """
    before = payment.verdict
    if before is not None and (before.said, before.by) == (said, REVIEWER):
        return None
    return {"TransactItems": [_decided(payment, said, who, now), *_counted(payment, said, now)]}


def _decided(payment: Payment, said: Said, who: str, now: int) -> Request:
    # What the counters become follows from the verdict that was read: if another has come meanwhile, nothing is done.
    before = "attribute_not_exists(reported_at)" if payment.verdict is None else "reported_at = :before"
    values = {
        ":said": {"S": said},
        ":reviewer": {"S": REVIEWER},
        ":rank": {"N": str(RANK)},
        ":now": {"N": str(now)},
        ":who": {"S": who},
        ":counted": {"S": "yes" if said == "fraud" and payment.terminal else "no"},
        **({} if payment.verdict is None else {":before": {"N": str(payment.verdict.at)}}),
    }
    reported = "reported = :said, reported_by = :reviewer, reported_rank = :rank, reported_at = :now"
    return {
        "Update": {
            **_row(payment),
            "UpdateExpression": f"SET {reported}, reviewed_by = :who, counted = :counted "
            f"REMOVE {REVIEW_SHARD}, {CLAIMED_BY}, {CLAIMED_UNTIL}, {ANNOUNCEMENT}, {ANNOUNCED_AT}",
            "ConditionExpression": f"{CLAIMED_BY} = :who AND {CLAIMED_UNTIL} > :now AND {before}",
            "ExpressionAttributeValues": values,
        }
    }


def _counted(payment: Payment, said: Said, now: int) -> list[Request]:
    """One fraud more at the terminal on the payment's day, or one less; nothing where nothing changes there."""
    frauds = (said == "fraud") - payment.counted
    if not frauds or not payment.terminal:
        return []
    day = payment.at // MILLISECONDS_PER_DAY
    names = {"#frauds": f"{FRAUDS}{day}", **({"#ordinary": f"{ORDINARY}{day}"} if payment.ordinary else {})}
    return [
        {
            "Update": {
                "TableName": HISTORIES,
                "Key": {"key": {"S": terminal_key(payment.terminal)}},
                "UpdateExpression": f"ADD {', '.join(f'{name} :count' for name in names)} SET #expires = :expires",
                "ExpressionAttributeNames": {**names, "#expires": "expires"},
                "ExpressionAttributeValues": {
                    ":count": {"N": str(frauds)},
                    ":expires": {"N": str(now // 1000 + KEPT_SECONDS)},
                },
            }
        }
    ]


def _row(payment: Payment) -> Request:
    return {"TableName": TRANSACTIONS, "Key": key(payment)}

"""Storing: one row per transaction id, ensured by a marker item in the same write.

The table's key is id and time, so a condition on the id alone looks at one such pair only. The marker has the same id
and time 0; whoever writes it first has decided.
"""

from typing import Any

from stacks.parts import ANALYSIS, DIGEST, TRANSACTION, Parts, keep
from stacks.states import READ, WRITE, State, answer, caught, choice, task

COPIED = ("currency", "card_token", "merchant_id", "terminal_id", "country")
MARKER_TIME = {"N": "0"}
ID = {"S.$": f"{TRANSACTION}.transaction_id"}


def storage(parts: Parts) -> dict[str, State]:
    """Write marker and row together; what is there already is read back, and nothing is stored twice."""
    return {
        "StoreTransaction": _store(parts),
        "ReadStoredDecision": _read(parts),
        "KeepUnstored": keep(parts, "not_stored", following="TransactionNotStored"),
        "TransactionNotStored": {
            "Type": "Fail",
            "Error": "TransactionNotStored",
            "Cause": "It is not known whether the transaction was stored; the same request may be sent again",
        },
    }


def repetition() -> dict[str, State]:
    """The same id again: the same content gets the stored decision, other content is a conflict."""
    return {
        "WasStoredBefore": choice(
            [
                {"Variable": "$.stored.Item", "IsPresent": False, "Next": "KeepUnstored"},
                {"Variable": "$.stored.Item.digest.S", "StringEqualsPath": DIGEST, "Next": "RepeatStoredDecision"},
            ],
            default="RefuseConflict",
        ),
        "RepeatStoredDecision": answer(
            {
                "status": "decided",
                "transaction_id.$": f"{TRANSACTION}.transaction_id",
                "decision.$": "$.stored.Item.decision.S",
                "score.$": "States.StringToJson($.stored.Item.score.N)",
                "reasons.$": "States.StringToJson($.stored.Item.reasons.S)",
                "duplicate": True,
            }
        ),
        "RefuseConflict": answer({"status": "conflict"}),
    }


def _store(parts: Parts) -> State:
    return task(
        "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
        # Without the token, a retry after a lost answer would look like somebody else's repetition.
        {"ClientRequestToken.$": "$.validation.token", "TransactItems": [_marker(parts), _row(parts)]},
        retry=WRITE,
        timeout=parts.call_timeout,
        catch=[caught("DynamoDb.TransactionCanceledException", following="ReadStoredDecision")],
        result=None,
        following="PublishEvent",
        fallback="KeepUnstored",
    )


def _read(parts: Parts) -> State:
    return task(
        "arn:aws:states:::dynamodb:getItem",
        {"TableName": parts.table, "ConsistentRead": True, "Key": {"transaction_id": ID, "timestamp": MARKER_TIME}},
        retry=READ,
        timeout=parts.call_timeout,
        result="$.stored",
        following="WasStoredBefore",
        fallback="KeepUnstored",
    )


def _marker(parts: Parts) -> dict[str, Any]:
    return _put(parts, {"timestamp": MARKER_TIME, **_verdict()})


def _row(parts: Parts) -> dict[str, Any]:
    item = {
        "timestamp": {"N.$": f"{TRANSACTION}.timestamp_text"},
        "amount": {"N.$": f"{TRANSACTION}.amount_text"},
        **{name: {"S.$": f"{TRANSACTION}.{name}"} for name in COPIED},
        "model": {"S.$": f"{ANALYSIS}.model"},
        **_verdict(),
    }
    return _put(parts, item)


def _put(parts: Parts, item: dict[str, Any]) -> dict[str, Any]:
    condition = "attribute_not_exists(transaction_id)"
    return {"Put": {"TableName": parts.table, "Item": item, "ConditionExpression": condition}}


def _verdict() -> dict[str, Any]:
    return {
        "transaction_id": ID,
        "digest": {"S.$": DIGEST},
        "decision": {"S.$": f"{ANALYSIS}.decision"},
        "score": {"N.$": f"{ANALYSIS}.score_text"},
        "reasons": {"S.$": f"States.JsonToString({ANALYSIS}.reasons)"},
    }

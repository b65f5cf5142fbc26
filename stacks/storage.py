"""Storing: one row per transaction id, ensured by a marker item in the same write.

The table's key is id and time, so a condition on the id alone looks at one such pair only. The marker has the same id
and time 0; whoever writes it first has decided. It holds the decision, and the time of the row, to go on from there.
"""

from collections.abc import Sequence
from typing import Any

from stacks.parts import ANALYSIS, DIGEST, TRANSACTION, Parts, keep
from stacks.states import State, caught, task
from stacks.transient import CANCELED, READ, WRITE

COPIED = ("currency", "card_token", "merchant_id", "terminal_id", "country")
MARKER = {"transaction_id": {"S.$": f"{TRANSACTION}.transaction_id"}, "timestamp": {"N": "0"}}
TIME = {"N.$": f"{TRANSACTION}.timestamp_text"}


def storage(parts: Parts) -> dict[str, State]:
    """Write marker and row together; what is there already is read back, and nothing is stored twice.

    A write is also cancelled because another was under way, of the same transaction or of much else. Then nothing may
    be stored yet, and it is tried again: once at once, and once more within a second. It has the same token,
    which lets no attempt store what an earlier one has stored; AWS does not say what it means after a cancelled write.
    """
    return {
        "StoreTransaction": _store(parts, read="ReadStoredDecision", retry=WRITE),
        "ReadStoredDecision": _read(parts, following="WasStoredBefore"),
        "StoreTransactionAgain": _store(parts, read="ReadStoredDecisionAgain", once=(*WRITE[0], CANCELED)),
        "ReadStoredDecisionAgain": _read(parts, following="WasStoredMeanwhile"),
        "KeepUnstored": keep(parts, "not_stored", following="TransactionNotStored", fallback="TransactionNotStored"),
        "TransactionNotStored": {
            "Type": "Fail",
            "Error": "TransactionNotStored",
            "Cause": "It is not known whether the transaction was stored; the same request may be sent again",
        },
    }


def _store(parts: Parts, *, read: str, retry: Sequence[Sequence[str]] = (), once: Sequence[str] = ()) -> State:
    return task(
        "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
        # Without the token, a retry after a lost answer would look like somebody else's repetition.
        {"ClientRequestToken.$": "$.validation.token", "TransactItems": [_marker(parts), _row(parts)]},
        retry=retry,
        once=once,
        timeout=parts.call_timeout,
        catch=[caught(CANCELED, following=read)],
        result=None,
        following="PublishEvent",
        fallback="KeepUnstored",
    )


def _read(parts: Parts, *, following: str) -> State:
    return task(
        "arn:aws:states:::dynamodb:getItem",
        {"TableName": parts.table, "ConsistentRead": True, "Key": MARKER},
        retry=READ,
        timeout=parts.call_timeout,
        result="$.stored",
        following=following,
        fallback="KeepUnstored",
    )


def _marker(parts: Parts) -> dict[str, Any]:
    return _put(parts, {**MARKER, **_verdict(), "row_timestamp": TIME})


def _row(parts: Parts) -> dict[str, Any]:
    item = {
        **MARKER,
        **_verdict(),
        "timestamp": TIME,
        "amount": {"N.$": f"{TRANSACTION}.amount_text"},
        **{name: {"S.$": f"{TRANSACTION}.{name}"} for name in COPIED},
    }
    return _put(parts, item)


def _put(parts: Parts, item: dict[str, Any]) -> dict[str, Any]:
    condition = "attribute_not_exists(transaction_id)"
    return {"Put": {"TableName": parts.table, "Item": item, "ConditionExpression": condition}}


def _verdict() -> dict[str, Any]:
    return {
        "digest": {"S.$": DIGEST},
        "decision": {"S.$": f"{ANALYSIS}.decision"},
        "score": {"N.$": f"{ANALYSIS}.score_text"},
        "reasons": {"S.$": f"States.JsonToString({ANALYSIS}.reasons)"},
        "model": {"S.$": f"{ANALYSIS}.model"},
    }

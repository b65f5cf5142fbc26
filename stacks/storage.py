"""Storing: one row per transaction id, ensured by a marker item in the same write.

The table's key is id and time, so a condition on the id alone looks at one such pair only. The marker has the same id
and time 0; whoever writes it first has decided. It holds the decision, and the time of the row, to go on from there.
What the card's history becomes stands in the same write: each id counts once.
"""

from collections.abc import Sequence
from typing import Any

from stacks import histories
from stacks.judgement import TOLD
from stacks.parts import ANALYSIS, CLIENT, DIGEST, OPTIONAL, RECEIPT, TRANSACTION, Parts, keep
from stacks.review_indexes import SHARD_NAME
from stacks.states import State, caught, task
from stacks.transient import CANCELED, READ, WRITE

COPIED = ("currency", "card_token", "merchant_id", "country", "amount_usd_text", "conversion", *OPTIONAL)
MARKER = {"transaction_id": {"S.$": f"{TRANSACTION}.transaction_id"}, "timestamp": {"N": "0"}}
TIME = {"N.$": f"{TRANSACTION}.timestamp_text"}
UNSEEN = "attribute_not_exists(transaction_id)"


def storage(parts: Parts) -> dict[str, State]:
    """Write marker, row and the card's history together; what is there already is read back, and nothing stored twice.

    A write is cancelled by the marker, by a card that changed since it was read, by a conflict with another write or
    for want of capacity. The error's text lists which, in words that AWS does not promise, and of a marker that another
    write is about to make it says nothing. So the marker is read, which decides the same: if it is there, it is a
    repetition; if not, nothing is stored, and whatever the reason was, history and decision are made anew. What is
    stored at last counts nowhere, so that only the marker or a conflict can cancel it, and is tried twice.
    """
    return {
        "StoreTransaction": _store(parts, histories.card(parts), read="ReadStoredDecision", retry=WRITE),
        "ReadStoredDecision": _read(parts, following="WasStoredBefore"),
        "StoreTransactionAgain": _store(parts, histories.card(parts), read="ReadStoredDecisionAgain", retry=WRITE),
        "ReadStoredDecisionAgain": _read(parts, following="WasStoredMeanwhile"),
        "StoreUncounted": _store(parts, read="ReadStoredDecisionAtLast", once=(*WRITE[0], CANCELED)),
        "ReadStoredDecisionAtLast": _read(parts, following="WasStoredAtLast"),
        "KeepUnstored": keep(parts, "not_stored", following="TransactionNotStored", fallback="TransactionNotStored"),
        "TransactionNotStored": {
            "Type": "Fail",
            "Error": "TransactionNotStored",
            "Cause": "It is not known whether the transaction was stored; the same request may be sent again",
        },
    }


def _store(
    parts: Parts, *beside: State, read: str, retry: Sequence[Sequence[str]] = (), once: Sequence[str] = ()
) -> State:
    return task(
        "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
        # Without the token, a retry after a lost answer would look like somebody else's repetition.
        {"ClientRequestToken.$": "$.analysis.token", "TransactItems": [_marker(parts), _row(parts), *beside]},
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
    # A repetition may have to tell the customer in our place.
    alert = {"S.$": f"States.JsonToString({ANALYSIS}.alert)"}
    item = {**MARKER, **_verdict(), "row_timestamp": TIME, "alert": alert, "receipt": {"S.$": RECEIPT}}
    return {"Put": {"TableName": parts.table, "Item": item, "ConditionExpression": UNSEEN}}


def _row(parts: Parts) -> dict[str, Any]:
    """Made by an update, which alone can name an attribute by what was decided; the condition makes it a new row."""
    item = {
        **_verdict(),
        "client": {"S.$": CLIENT},
        "amount": {"N.$": f"{TRANSACTION}.amount_text"},
        **{name: {"S.$": f"{TRANSACTION}.{name}"} for name in COPIED},
        # Texts, since neither a truth nor a number can be empty. Whether the amount was ordinary is asked when a
        # fraud is confirmed at the terminal; the card's profile has moved on then.
        **{name: {"S.$": f"{ANALYSIS}.{name}"} for name in TOLD},
        "shard": {"S.$": "States.Format('{}', $.analysis.shard)"},
    }
    names = {f"#{name}": name for name in sorted(item) if name != "shard"}
    return {
        "Update": {
            "TableName": parts.table,
            "Key": {**MARKER, "timestamp": TIME},
            "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in sorted(item)),
            "ConditionExpression": UNSEEN,
            "ExpressionAttributeNames": {**names, "#shard.$": SHARD_NAME},
            "ExpressionAttributeValues": {f":{name}": value for name, value in item.items()},
        }
    }


def _verdict() -> dict[str, Any]:
    return {
        "digest": {"S.$": DIGEST},
        "decision": {"S.$": f"{ANALYSIS}.decision"},
        "score": {"N.$": f"{ANALYSIS}.score_text"},
        "reasons": {"S.$": f"States.JsonToString({ANALYSIS}.reasons)"},
        "model": {"S.$": f"{ANALYSIS}.model"},
        "rules": {"S.$": f"{ANALYSIS}.rules"},
    }

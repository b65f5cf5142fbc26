"""What is remembered of a card, a terminal and a merchant: how it is read, changed and counted, item by item.

Each kind has a prefix, so that no two keys of one request are equal. A merchant has an item a day and shard: all of its
payments add to them, and one item would take too few writes a second.
"""

from typing import Any

from stacks.parts import ANALYSIS, HISTORY, TRANSACTION, Parts
from stacks.states import State, task
from stacks.transient import HISTORY as ERRORS

SHARDS = 4
# The day that the state is entered on, `2026-11-26` of `2026-11-26T10:15:30.123Z`.
TODAY = "States.ArrayGetItem(States.StringSplit($$.State.EnteredTime, 'T'), 0)"
COUNTING = f"{ANALYSIS}.history"
_DAY = f"{HISTORY}.day"


def read(parts: Parts, *, of: str, following: str | None, fallback: str) -> State:
    """Read all items beside each other, as they are now; `of` is the path of the object with the three ids."""
    ids = {kind: f"{of}.{kind}" for kind in ("card_token", "terminal_id", "merchant_id")}
    shards = (f"'merchant#{{}}#{{}}#{shard}', {ids['merchant_id']}, {_DAY}" for shard in range(SHARDS))
    formats = (f"'card#{{}}', {ids['card_token']}", f"'terminal#{{}}', {ids['terminal_id']}", *shards)
    keys = [{"key": {"S.$": f"States.Format({each})"}} for each in formats]
    return task(
        "arn:aws:states:::aws-sdk:dynamodb:batchGetItem",
        {"RequestItems": {parts.histories: {"ConsistentRead": True, "Keys": keys}}},
        once=ERRORS,
        timeout=parts.call_timeout,
        result=f"{HISTORY}.answer",
        following=following,
        fallback=fallback,
    )


def card(parts: Parts) -> dict[str, Any]:
    """The card's new state, for a transaction: only where its item is still the one that the analyzer has seen."""
    values = {":state": "state", ":seen": "seen", ":next": "next", ":expires": "expires"}
    return {
        "Update": {
            "TableName": parts.histories,
            "Key": {"key": {"S.$": f"States.Format('card#{{}}', {TRANSACTION}.card_token)"}},
            "UpdateExpression": "SET #state = :state, seq = :next, #expires = :expires",
            # A card that was never counted may have its customer's *not me*, and nothing else.
            "ConditionExpression": "attribute_not_exists(seq) OR seq = :seen",
            "ExpressionAttributeNames": {"#state": "state", "#expires": "expires"},
            "ExpressionAttributeValues": {
                value: {"S.$" if name == "state" else "N.$": f"{COUNTING}.{name}"} for value, name in values.items()
            },
        }
    }


def count(parts: Parts, *, following: str, fallback: str) -> State:
    """Add to the merchant's count of the day, in a shard by chance: no payment waits for another one's write."""
    merchant = f"{ANALYSIS}.merchant"
    shard = f"States.MathRandom(0, {SHARDS})"
    key = f"States.Format('merchant#{{}}#{{}}#{{}}', {TRANSACTION}.merchant_id, {_DAY}, {shard})"
    return task(
        "arn:aws:states:::aws-sdk:dynamodb:updateItem",
        {
            "TableName": parts.histories,
            "Key": {"key": {"S.$": key}},
            "UpdateExpression": "ADD #weight :weight SET #expires = :expires",
            "ExpressionAttributeNames": {"#weight": "weight", "#expires": "expires"},
            "ExpressionAttributeValues": {
                ":weight": {"N.$": f"{merchant}.weight"},
                ":expires": {"N.$": f"{merchant}.expires"},
            },
        },
        once=ERRORS,
        timeout=parts.call_timeout,
        result=None,
        following=following,
        fallback=fallback,
    )

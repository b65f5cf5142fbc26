"""How histories are read and counted: whose items, by which keys, and what a card's item becomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, HISTORY, RECEIPT, REQUEST, TRANSACTION, WRITE, State, at, items
from policies.core.strict_json import Json
from policies.workflow.shared.conditions import texts

SHARDS = 4
DAY = f"{HISTORY}.day"
_CARD: Mapping[str, Json] = {"key": {"S.$": f"States.Format('card#{{}}', {TRANSACTION}.card_token)"}}
_CHANGED = {":state": "S.$", ":seen": "N.$", ":next": "N.$", ":expires": "N.$"}
# The write's third item: no other transaction has changed the card since its history was read.
CARD: Mapping[str, Any] = {
    "Key": _CARD,
    "UpdateExpression": "SET #state = :state, seq = :next, #expires = :expires",
    "ConditionExpression": "attribute_not_exists(seq) OR seq = :seen",
    "ExpressionAttributeNames": {f"#{name}": name for name in ("state", "expires")},
    "ExpressionAttributeValues": {
        value: {type_: f"{ANALYSIS}.history.{value[1:]}"} for value, type_ in _CHANGED.items()
    },
}
_SHARD = f"{TRANSACTION}.merchant_id, {DAY}, States.MathRandom(0, {SHARDS})"
MERCHANT: Mapping[str, Any] = {
    "Key": {"key": {"S.$": f"States.Format('merchant#{{}}#{{}}#{{}}', {_SHARD})"}},
    "UpdateExpression": "ADD #weight :weight SET #expires = :expires",
    "ExpressionAttributeNames": {"#weight": "weight", "#expires": "expires"},
    "ExpressionAttributeValues": {
        ":weight": {"N.$": f"{ANALYSIS}.merchant.weight"},
        ":expires": {"N.$": f"{ANALYSIS}.merchant.expires"},
    },
}
# The ids of the request as it came, before anybody has judged them.
_IDS = {name: f"{REQUEST}.{name}" for name in ("card_token", "merchant_id", "terminal_id")}


def _named(terminal: Mapping[str, Any]) -> Mapping[str, Any]:
    today = "States.ArrayGetItem(States.StringSplit($$.State.EnteredTime, 'T'), 0)"
    ids = {"card_token.$": _IDS["card_token"], "merchant_id.$": _IDS["merchant_id"], **terminal}
    history = {"available": True, "day.$": today}
    kept = {"request.$": REQUEST, "receipt.$": RECEIPT, "history": history, "ids": ids}
    return {"Type": "Pass", "Parameters": kept, "Next": "ReadHistory"}


# What stands around the read: what it is named by, of texts alone, and what is said where it fails.
AROUND: Mapping[str, Mapping[str, Any]] = {
    "HasIds": {
        "Type": "Choice",
        "Choices": (
            {"And": texts(*_IDS.values()), "Next": "NameHistory"},
            {"And": texts(_IDS["card_token"], _IDS["merchant_id"]), "Next": "NameHistoryWithoutTerminal"},
        ),
        "Default": "HistoryUnavailable",
    },
    "NameHistory": _named({"terminal_id.$": _IDS["terminal_id"]}),
    "NameHistoryWithoutTerminal": _named({"terminal_id": ""}),
    "HistoryUnavailable": {"Type": "Pass", "Result": {"available": False}, "ResultPath": HISTORY, "End": True},
}


def reading(of: str) -> tuple[Json, ...]:
    """The keys that are read, of the ids that lie below a path."""
    shards = (f"'merchant#{{}}#{{}}#{shard}', {of}.merchant_id, {DAY}" for shard in range(SHARDS))
    formats = (f"'card#{{}}', {of}.card_token", f"'terminal#{{}}', {of}.terminal_id", *shards)
    return tuple({"key": {"S.$": f"States.Format({each})"}} for each in formats)


def counts(write: State) -> bool:
    """Whether a write changes the card's history beside what it stores."""
    changed = (at(item, "Update", "UpdateExpression") for item in items(at(write, "Parameters", "TransactItems")))
    return any(isinstance(each, str) and "seq = " in each for each in changed)


def writes_alone(write: State) -> bool:
    """Whether a state is a write that changes no history."""
    return write.get("Resource") == WRITE and not counts(write)

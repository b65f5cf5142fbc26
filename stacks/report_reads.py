"""What a report reads: the marker of the transaction, its row, and whether the card has counted at the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stacks.jsonata import caught, of, task
from stacks.states import State
from stacks.transient import READ

ROW_KEY = {"transaction_id": {"S": of("$report.transaction_id")}, "timestamp": {"N": of("$time")}}
MARKER_KEY = {**ROW_KEY, "timestamp": {"N": "0"}}
CARD = {"key": {"S": of("'reported#' & $terminal & '#' & $card")}}
# Those of the marker: what is known of the code of the transaction's alert.
MARKER = {"time": "row_timestamp.N", "codes": "codes.SS", "alerted": "alerted_at.S", "spent": "spent.S"}
# The variables of the row, by the paths of its attributes.
ROW = {
    "owner": "client.S",
    "reported": "reported.S",
    "rank_before": "reported_rank.N",
    "at_before": "reported_at.N",
    "counted": "counted.S",
    "terminal": "terminal_id.S",
    "card": "card_token.S",
    "ordinary": "ordinary_amount.S",
    "paid": "timestamp.N",
    "marked": "not_me_at.N",
}


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Names of the tables, and how long a call may take, in seconds."""

    table: str
    histories: str
    call_timeout: int


def read(
    table: str,
    key: Mapping[str, Any],
    assigned: Mapping[str, str],
    *,
    timeout: int,
    following: str,
    fallback: str,
) -> State:
    """Read an item, and keep what `assigned` names of it: an expression of the answer, as `found` makes."""
    return task(
        "arn:aws:states:::dynamodb:getItem",
        {"TableName": table, "ConsistentRead": True, "Key": dict(key)},
        retry=READ[0],
        timeout=timeout,
        catch=[caught("States.ALL", following=fallback)],
        assigned=assigned,
        following=following,
    )


def found(path: str) -> str:
    """What lies at this path of the item that was read; an empty text where nothing does."""
    there = f"$states.result.Item.{path}"
    return of(f"$exists({there}) ? {there} : ''")

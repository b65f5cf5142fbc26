"""What the workflows in JSONata have in common: who calls, and how an item of a table is read."""

from collections.abc import Mapping
from typing import Any

from stacks.jsonata import caught, of, task
from stacks.parts import SPLIT
from stacks.states import State
from stacks.transient import READ

# The id of the key by which the API was called.
CALLER = f"$split($states.context.Execution.Name, '{SPLIT}')[0]"


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

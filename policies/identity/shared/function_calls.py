"""What a function calls: its record, read by the environment that the function has in the stack."""

from __future__ import annotations

from collections.abc import Iterator

from policies.aws.asl import FUNCTION
from policies.core import Resource, Stack
from policies.core.recorded_calls import RECORD, recorded


def record_of(function: Resource, stack: Stack) -> Resource | None:
    """The block of the function's record, if there is one."""
    return stack.by_address.get(f"{RECORD}.{function.get('function_name')}")


def functions_of(record: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The functions that a record belongs to."""
    return stack.having(FUNCTION, "function_name", record.name)


def called_by(function: Resource, record: Resource, stack: Stack) -> Iterator[tuple[str, str, Resource | None]]:
    """(action, variable, resource) of each call; no resource where the function's variable names none of this stack."""
    for action, variable in recorded(record):
        yield action, variable, stack.resolve(function.get("environment", "variables", variable))

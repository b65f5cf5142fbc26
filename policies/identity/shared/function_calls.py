"""What a function calls: its record, read by the environment that the function has in the stack."""

from __future__ import annotations

from collections.abc import Iterator

from policies.aws.role_users import users
from policies.core import Resource, Stack
from policies.core.recorded_calls import RECORD, recorded

FUNCTION = "aws_lambda_function"


def record_of(function: Resource, stack: Stack) -> Resource | None:
    """The block of the function's record, if there is one."""
    return stack.by_address.get(f"{RECORD}.{function.get('function_name')}")


def functions_of(record: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The functions of which this is the record."""
    return stack.having(FUNCTION, "function_name", record.name)


def called_by(function: Resource, record: Resource, stack: Stack) -> Iterator[tuple[str, str, Resource | None]]:
    """(action, variable, thing) of each call; no thing where the function's variable names none of this stack."""
    for action, variable in recorded(record):
        yield action, variable, stack.resolve(function.get("environment", "variables", variable))


def running_as(role_policy: Resource, stack: Stack, type_: str) -> tuple[Resource, ...]:
    """Those of a type who run as the role that a policy is attached to."""
    role = stack.resolve(role_policy.get("role"))
    return tuple(each for each in users(role, stack) if each.type == type_) if role else ()

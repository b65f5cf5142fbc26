"""What a statement names, by the name that people know: `table transactions`."""

from __future__ import annotations

from policies.aws.arn import written_in
from policies.aws.names import name_of, name_of_arn
from policies.core.known_stacks import SYSTEM
from policies.core.resources import Resource
from policies.core.stack import Stack

# How policies/aws/names.py writes what stands for no single resource of the stack.
TEXT = "text "
# What follows the ARN of a log group where all of its streams are meant.
STREAMS = ":log-stream:*"


def thing(arn: str, stack: Stack) -> str:
    """The name of the resource that an ARN stands for, by reference or written out; else the ARN as it is."""
    name = name_of_arn(arn, stack)
    base = arn.removesuffix(STREAMS)
    resource = stack.resolve(base, "arn")
    if not name.startswith(TEXT):
        return named(resource, stack) if resource else name
    written = {each.address: each for each in written_in(base, stack)} if not base.endswith("*") else {}
    found = [resource] if resource else [*written.values()]
    return named(found[0], stack) if len(found) == 1 else arn


def named(resource: Resource, stack: Stack) -> str:
    """Its name, which tells it apart from one of the same name in another stack."""
    name = name_of(resource, stack)
    return name if stack.name == SYSTEM else f"{name} of stack {stack.name}"

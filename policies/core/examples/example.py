"""A policy's example as a stack: the compliant resource, and what stands beside it."""

from __future__ import annotations

from typing import cast

from policies.core.examples.edit import Values
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, freeze

# Where a policy applies to every resource, or forbids what should not be there, its example is one of these.
ANY = "aws_sns_topic"


def example(policy: Policy) -> tuple[Stack, Resource]:
    """The stack of the compliant example, and the resource at which violations are planted."""
    first = policy.applies_to[0] if policy.applies_to else ANY
    stack = policy.stacks[0]
    target = _resource_at(stack, f"{ANY if first == EVERY_RESOURCE else first}.example", policy.compliant)
    beside = (_resource_at(stack, address, values) for address, values in policy.given.items())
    return Stack((target, *beside), stack), target


def _resource_at(stack: str, address: str, values: Values) -> Resource:
    # The type of a data source holds a dot itself, so the name is what follows the last one.
    type_, _, name = address.rpartition(".")
    return Resource(type_, name, cast("Frozen", freeze(values)), f"{stack}/{name}")

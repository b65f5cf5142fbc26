"""What a stack expects of another one: the block `stack` that stands for it, as a stack in which references resolve."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen


def other_stack(block: Resource) -> Stack:
    """The resources that a block `stack` holds by type and name, and nothing else of that stack."""
    return block.once(_resources)


def _resources(block: Resource) -> Stack:
    types = [(type_, each) for type_, each in block.values.items() if isinstance(each, Mapping)]
    named = [(type_, name, values) for type_, each in types for name, values in each.items()]
    found = (Resource(type_, name, Frozen(values)) for type_, name, values in named if isinstance(values, Mapping))
    return Stack(tuple(found), block.name)

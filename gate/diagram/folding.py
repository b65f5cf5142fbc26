"""Which box each resource of the file belongs to: its own, or that of what it configures. None is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gate.diagram.kinds import BOXES, FOLDED
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.terraform_file import is_resource

TABLE = "gate/diagram/kinds.py"


class LeftOut(ValueError):
    """The diagram would leave a resource out; the message says which, and what to do, in one line."""


def folded(stack: Stack) -> Mapping[str, Resource]:
    """By the address of each resource, the resource whose box it belongs to; raises LeftOut if there is none."""
    return {resource.address: _box(resource, stack) for resource in stack.resources if is_resource(resource.type)}


def folded_or_alone(stack: Stack) -> Mapping[str, Resource]:
    """The same; what belongs to no other box has one of its own, so that a report leaves nothing out."""
    found: dict[str, Resource] = {}
    for resource in stack.resources:
        if is_resource(resource.type):
            try:
                found[resource.address] = _box(resource, stack)
            except LeftOut:
                found[resource.address] = resource
    return found


def _box(resource: Resource, stack: Stack) -> Resource:
    if resource.type in BOXES:
        return resource
    if resource.type not in FOLDED:
        raise LeftOut(
            f"{resource.address}: the diagram does not know the type {resource.type}; "
            f"add it to BOXES in {TABLE}, or to FOLDED if it only configures another resource"
        )
    wanted = FOLDED[resource.type]
    for connected in _connected(resource, stack):
        if connected.type == wanted:
            return connected
    raise LeftOut(
        f"{resource.address}: is connected to no {wanted}, to which FOLDED in {TABLE} counts its type; "
        "let it refer to one, or change the table"
    )


def _connected(resource: Resource, stack: Stack) -> Iterator[Resource]:
    """What is connected to a resource, the nearest first, through resources that are folded into the same type."""
    seen, waiting = {resource.address}, [resource]
    for current in waiting:
        for neighbour in _neighbours(current, stack):
            if neighbour.address not in seen:
                seen.add(neighbour.address)
                yield neighbour
                if FOLDED.get(neighbour.type) == FOLDED[resource.type]:
                    waiting.append(neighbour)


def _neighbours(resource: Resource, stack: Stack) -> Iterator[Resource]:
    for type_, name, _ in resource.references:
        if neighbour := stack.by_address.get(f"{type_}.{name}"):
            yield neighbour
    yield from stack.referring_to(resource)

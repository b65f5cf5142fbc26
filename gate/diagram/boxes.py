"""The boxes of the diagram: what each one stands for and says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from gate.diagram.facts import Members, details, names, services
from gate.diagram.kinds import BOXES, KEY, ROLE, TRACED, type_of
from policies.core.resources import Resource
from policies.core.stack import Stack

LONGEST_LINE = 36


@dataclass(frozen=True)
class Box:
    """What is written in a box, and the customer managed keys that encrypt what it stands for."""

    service: str
    colour: str
    names: tuple[str, ...]
    details: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The details in lines that do not make the box too wide."""
        return tuple(line for detail in self.details for line in wrap(detail, LONGEST_LINE))


def groups(box_of: Mapping[str, Resource], parent_of: Mapping[str, str]) -> Mapping[str, str]:
    """By the address of each box, the address that stands for it: its own, or that of the first of its group."""
    first: dict[tuple[str, str | None], str] = {}
    return {
        address: first.setdefault((box.type, parent_of.get(address)), address) if BOXES[box.type].grouped else address
        for address, box in {box.address: box for box in box_of.values()}.items()
    }


def boxes(stack: Stack, box_of: Mapping[str, Resource], group_of: Mapping[str, str]) -> Mapping[str, Box]:
    """Each box by the address that stands for it."""
    members: dict[str, dict[str, list[Resource]]] = {}
    for address, box in box_of.items():
        resource = stack.by_address[address]
        members.setdefault(group_of[box.address], {}).setdefault(resource.type, []).append(resource)
    named = {address: names(KEY, of)[0] for address, of in members.items() if KEY in of}
    keys = {address: tuple(_keys(of, named)) for address, of in members.items()}
    return {
        address: _key(address, named, keys) if KEY in of else _box(of, keys[address]) for address, of in members.items()
    }


def _keys(members: Members, named: Mapping[str, str]) -> Iterator[str]:
    """The keys that these resources name. A role names those that it may use, and is encrypted by none."""
    if not members.keys() & {ROLE, KEY}:
        mentioned = {f"{type_}.{name}" for of in members.values() for one in of for type_, name, _ in one.references}
        yield from sorted(named[address] for address in mentioned & named.keys())


def _key(address: str, named: Mapping[str, str], keys: Mapping[str, tuple[str, ...]]) -> Box:
    name, kind = named[address], BOXES[KEY]
    users = services(type_of(other) for other, used in keys.items() if name in used)
    return Box(kind.service, kind.colour, (name,), (f"encrypts {users}",), (name,))


def _box(members: Members, keys: tuple[str, ...]) -> Box:
    (type_,) = members.keys() & BOXES.keys()
    kind = BOXES[type_]
    return Box(kind.service, kind.colour, names(type_, members), details(type_, members), keys)


def tracing(stack: Stack) -> Iterator[Box]:
    """X-Ray is no resource of the file: it is there if a service sends it traces."""
    traced = services(
        resource.type
        for type_, (keys, on) in TRACED.items()
        for resource in stack.of(type_)
        if resource.get(*keys) == on
    )
    if traced:
        yield Box("AWS X-Ray", "management", ("traces",), (f"from {traced}",))

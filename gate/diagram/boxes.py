"""The boxes of the diagram: what each one stands for and says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from gate.diagram.facts import UNBROKEN, Members, details, names, services
from gate.diagram.kinds import KEY, PEOPLE, ROLE, TOPIC, TRACED, XRAY, kind_of, type_of
from gate.diagram.withholding import kept
from policies.core.resources import Resource
from policies.core.stack import Stack

LONGEST_LINE = 36


@dataclass(frozen=True)
class Link:
    """Where a box leads to, and how what it stands for fares: as a kind for its colour, and in words."""

    target: str
    kind: str
    words: str


Linking = Callable[[Sequence[Resource]], Link | None]  # made of the resources that a box stands for


def unlinked(_: Sequence[Resource]) -> None:
    """Of a picture that stands alone, no box leads anywhere."""


@dataclass(frozen=True)
class Box:
    """What is written in a box, and the customer managed keys that encrypt what it stands for."""

    service: str
    colour: str
    names: tuple[str, ...]
    details: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    link: Link | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The details in lines that do not make the box too wide."""
        lines = (line for detail in self.details for line in wrap(detail, LONGEST_LINE))
        return tuple(line.replace(UNBROKEN, " ") for line in lines)


def groups(box_of: Mapping[str, Resource], parent_of: Mapping[str, str]) -> Mapping[str, str]:
    """By the address of each box, the address that stands for it: its own, or that of the first of its group."""
    first: dict[tuple[str, str | None], str] = {}
    return {
        address: first.setdefault((box.type, parent_of.get(address)), address) if kind_of(box.type).grouped else address
        for address, box in {box.address: box for box in box_of.values()}.items()
    }


def boxes(
    stack: Stack, box_of: Mapping[str, Resource], group_of: Mapping[str, str], link: Linking
) -> Mapping[str, Box]:
    """Each box by the address that stands for it."""
    members: dict[str, dict[str, list[Resource]]] = {}
    for address, box in box_of.items():
        resource = stack.by_address[address]
        members.setdefault(group_of[box.address], {}).setdefault(resource.type, []).append(resource)
    named = {address: kept(names(KEY, of))[0] for address, of in members.items() if KEY in of}
    keys = {address: tuple(_keys(of, named)) for address, of in members.items()}
    links = {address: link([one for of in by_type.values() for one in of]) for address, by_type in members.items()}
    return {
        address: replace(
            _key(named[address], of, keys) if KEY in of else _box(type_of(address), of, keys[address]),
            link=links[address],
        )
        for address, of in members.items()
    }


def _keys(members: Members, named: Mapping[str, str]) -> Iterator[str]:
    """The keys that these resources name. A role names those that it may use, and is encrypted by none."""
    if not members.keys() & {ROLE, KEY}:
        mentioned = {f"{type_}.{name}" for of in members.values() for one in of for type_, name, _ in one.references}
        yield from sorted(named[address] for address in mentioned & named.keys())


def _key(name: str, members: Members, keys: Mapping[str, tuple[str, ...]]) -> Box:
    kind, users = kind_of(KEY), [type_of(address) for address, used in keys.items() if name in used]
    encrypted = services(users) or ("X-Ray" if XRAY in members else "nothing in this file")
    return Box(kind.service, kind.colour, (name,), (f"encrypts {encrypted}",), (name,))


def _box(type_: str, members: Members, keys: tuple[str, ...]) -> Box:
    kind = kind_of(type_)
    return Box(kind.service, kind.colour, kept(names(type_, members)), kept(details(type_, members)), keys)


def people(stack: Stack) -> Mapping[str, Box]:
    """By the address of each topic, those whom its messages reach: people are no resource of the file."""
    reached: dict[str, list[str]] = {}
    for subscription in stack.of("aws_sns_topic_subscription"):
        word = PEOPLE.get(str(subscription.get("protocol")))
        for type_, name, _ in subscription.references:
            if type_ == TOPIC and word:
                reached.setdefault(f"{type_}.{name}", []).append(word)
    said = {topic: f"by {', '.join(dict.fromkeys(words))}" for topic, words in reached.items()}
    return {topic: Box("", "people", ("People",), (how,)) for topic, how in said.items()}


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

"""Who may do what, as the page shows it: for everybody what they may do, and for everything who may do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from gate.access.people import of_people
from gate.access.resources import of_resources
from gate.access.rights import Right
from gate.access.roles import of_roles
from gate.reports.evidence import Evidence
from gate.withheld import WITHHELD, looks_secret
from policies.core.stack import Stack

GROUPS: Mapping[str, Callable[[Stack], Iterable[Right]]] = {
    "Functions, workflow and API": of_roles,
    "Services of AWS, and whom IAM allows it": of_resources,
    "Clients and people": of_people,
}


class Numbered(NamedTuple):
    """A right, and the number by which the page refers to it."""

    number: int
    right: Right


class Access(NamedTuple):
    """Rights by group and by whoever has them; and by the name of what they are on. Each has a number of its own."""

    groups: Mapping[str, Mapping[str, Sequence[Numbered]]]
    things: Mapping[str, Sequence[Numbered]]


def access(evidence: Evidence) -> Access:
    """Of all stacks that were judged."""
    stacks = [assessment.stack for assessment in evidence.assessments if assessment.stack]
    numbers = count(1)
    found = {
        title: [Numbered(next(numbers), _clean(right)) for stack in stacks for right in read(stack)]
        for title, read in GROUPS.items()
    }
    every = [each for rights in found.values() for each in rights]
    names = sorted({name for each in every for name in each.right.on}, key=_plain_names_first)
    things = {name: [each for each in every if name in each.right.on] for name in names}
    return Access({title: _by_who(rights) for title, rights in found.items() if rights}, things)


def _clean(right: Right) -> Right:
    """The right without what looks like a secret or a contact, wherever the file holds it."""
    source = right.source._replace(statement=_kept(right.source.statement), text=_kept(right.source.text))
    return right._replace(
        who=_kept(right.who),
        what=_kept(right.what),
        only=_kept(right.only),
        things=tuple(map(_kept, right.things)),
        on=tuple(map(_kept, right.on)),
        source=source,
    )


def _kept(text: str) -> str:
    return WITHHELD if looks_secret(text) else text


def _by_who(rights: Iterable[Numbered]) -> Mapping[str, Sequence[Numbered]]:
    by_who: dict[str, list[Numbered]] = {}
    for each in rights:
        by_who.setdefault(each.right.who, []).append(each)
    return by_who


def _plain_names_first(name: str) -> tuple[bool, str]:
    return ":" in name, name

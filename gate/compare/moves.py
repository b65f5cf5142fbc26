"""Which resource moved where: what went of a type is what came of it, where most of it is the same.

A match says nothing by itself: whatever differs between the two is told as if it had stayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from gate.compare.values import Number, written
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, Json

ADDRESS = r"(?P<address>[a-z0-9]+_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*)"
REFERENCE = re.compile(rf"(?<!\$)\$\{{{ADDRESS}(?=\.)")
WHOLE = re.compile(ADDRESS)
# How much of two resources must be the same, from all of it to half.
LIKENESS = (1.0, 0.75, 0.5)
MOST = 20_000
Users = Mapping[str, frozenset[str]]


def moves(gone: Mapping[str, Resource], came: Mapping[str, Resource], base: Stack, head: Stack) -> Mapping[str, str]:
    """The new address by the old one of whatever went and came again; of two that fit, the one more alike."""
    names: dict[str, str] = {}
    users = _users(gone.values(), base), _users(came.values(), head)
    if sum(old.type == new.type for old in gone.values() for new in came.values()) > MOST:
        return names
    for wanted in LIKENESS:
        while found := _alike(gone, came, users, names, wanted):
            for _, old, new in found:
                if old not in names and new not in names.values():
                    names[old] = new
    return names


def _alike(
    gone: Mapping[str, Resource],
    came: Mapping[str, Resource],
    users: tuple[Users, Users],
    names: Mapping[str, str],
    wanted: float,
) -> Sequence[tuple[float, str, str]]:
    """The pairs that are not matched yet and are alike enough, the most alike ones first."""
    taken = {*names.values()}
    found = [
        (-likeness, old.address, new.address)
        for old in gone.values()
        if old.address not in names
        for new in came.values()
        if new.type == old.type and new.address not in taken
        if (likeness := _likeness(old, new, users, names)) >= wanted
    ]
    return sorted(found)


def _likeness(old: Resource, new: Resource, users: tuple[Users, Users], names: Mapping[str, str]) -> float:
    """The part of the attributes that are the same; who refers to the block is one of them."""
    same = sum(written(renamed(old.values.get(key), names)) == written(new.values.get(key)) for key in old.values)
    before, after = users[0][old.address], users[1][new.address]
    same += {names.get(user, user) for user in before} == after
    return same / (len({*old.values, *new.values}) + 1)


def _users(blocks: Iterable[Resource], stack: Stack) -> Users:
    """By address: who refers to each of these blocks."""
    return {block.address: frozenset(user.address for user in stack.referring_to(block)) for block in blocks}


def renamed(value: Json, names: Mapping[str, str]) -> Json:
    """The value with every reference to a block that moved to where it is now."""
    if not names or isinstance(value, Number):
        return value
    if isinstance(value, str):
        if WHOLE.fullmatch(value):
            return names.get(value, value)
        return REFERENCE.sub(lambda found: f"${{{names.get(found['address'], found['address'])}", value)
    if isinstance(value, Mapping):
        return Frozen({key: renamed(item, names) for key, item in value.items()})
    return tuple(renamed(item, names) for item in value) if isinstance(value, tuple) else value

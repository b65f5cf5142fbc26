"""Which block of the one file is which of the other: of the same address, else the one that it moved to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gate.compare.moves import moves
from policies.core.deployed_folder import TYPES
from policies.core.recorded_calls import RECORD
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.terraform_file import is_resource

# What is judged beside the file, and compared by what it is made from.
BESIDE = frozenset({RECORD, *TYPES})
Key = tuple[str, int]


class Pair(NamedTuple):
    """A block as it was and as it is; None where it is new or gone."""

    old: Resource | None
    new: Resource | None
    number: int = 0


@dataclass(frozen=True)
class Pairs:
    """All blocks in pairs, and the new address of each that moved by its old one."""

    pairs: tuple[Pair, ...]
    names: Mapping[str, str]


def pairs(base: Stack, head: Stack) -> Pairs:
    """Every block of both."""
    before, after = _by_key(base), _by_key(head)
    names = moves(_without(before, after), _without(after, before), base, head)
    found = []
    for (address, number), old in before.items():
        found.append(Pair(old, after.get((names.get(address, address), number)), number))
    moved = {*names.values()}
    found += [Pair(None, new) for key, new in after.items() if key not in before and key[0] not in moved]
    return Pairs(tuple(found), names)


def _by_key(stack: Stack) -> Mapping[Key, Resource]:
    """By address, and by the number among those of the same address: a provider may stand there twice."""
    found: dict[Key, Resource] = {}
    count: Counter[str] = Counter()
    for block in stack.resources:
        if block.type not in BESIDE:
            found[block.address, count[block.address]] = block
            count[block.address] += 1
    return found


def _without(blocks: Mapping[Key, Resource], others: Mapping[Key, Resource]) -> Mapping[str, Resource]:
    """The resources that are only here, by address."""
    return {key[0]: block for key, block in blocks.items() if key not in others and is_resource(block.type)}

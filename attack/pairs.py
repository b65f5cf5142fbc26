"""Mutants with two changes at once, drawn by a seed: of one block, or of a block and one that it refers to."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from attack.blocks import Written
from attack.changes import TWO, Change
from attack.edits import changes
from attack.edits.around import Around
from attack.mutants import Attacked, Mutant, applied
from attack.places import Steps

Changed = tuple[Written, Change]


def pairs(attacked: Attacked, seed: str, count: int) -> Iterator[Mutant]:
    """So many pairs of changes; the same seed draws the same."""
    drawing = _Drawing(attacked, random.Random(seed))  # noqa: S311 - a sample and no secret
    addresses = sorted(attacked.blocks)
    while count:
        first = attacked.blocks[drawing.chance.choice(addresses)]
        second = attacked.blocks[drawing.chance.choice((first.address, *_referred(attacked, first)))]
        with suppress(LookupError, TypeError):
            yield _pair(attacked, drawing.one(first), drawing.one(second))
            count -= 1


@dataclass(frozen=True)
class _Drawing:
    """Draws changes of blocks; those of a block are made once."""

    attacked: Attacked
    chance: random.Random
    known: dict[str, Sequence[Change]] = field(default_factory=dict)

    def one(self, block: Written) -> Changed:
        if block.address not in self.known:
            self.known[block.address] = [*changes(Around(block, self.attacked.blocks))]
        return block, self.chance.choice(self.known[block.address])


def _referred(attacked: Attacked, block: Written) -> list[str]:
    text = str(block.body)
    return [address for address in attacked.blocks if address != block.address and f"{address}." in text]


def _pair(attacked: Attacked, one: Changed, other: Changed) -> Mutant:
    """Raises LookupError or TypeError where one change would undo the other, or changes nothing."""
    if one[0].address == other[0].address and _overlap(one[1].steps, other[1].steps):
        raise LookupError
    blocks: dict[str, Written | None] = {}
    for block, change in (one, other):
        now = blocks.get(block.address) or block
        blocks[block.address] = now._replace(body=_certainly(now, change))
    parts = tuple(attacked.changed(block, change, _certainly(block, change)) for block, change in (one, other))
    said = "; and ".join(part.words for part in parts)
    paths = "; ".join(f"{part.type} {part.path} {part.kind}" for part in parts)
    return Mutant(parts[0].type, paths, TWO, said, blocks, parts=parts)


def _certainly(block: Written, change: Change) -> object:
    body = applied(block.body, change)
    if body is None:
        raise LookupError
    return body


def _overlap(one: Steps, other: Steps) -> bool:
    """Whether one place is the other, or in it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]

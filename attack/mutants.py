"""Mutants: the file of a stack with one block changed, gone, doubled or renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from attack.blocks import Written
from attack.changes import EXCHANGED, RESOURCE, Change
from attack.edits import changes
from attack.edits.around import Around
from attack.places import put, words
from gate.provider.normal import COMMENT


class Mutant(NamedTuple):
    """What was changed, and the blocks that are other than they were, by address; None where one is gone.

    `type`, `path` and `kind` say what sort of change it is; `words` say it to a person; `new` is what stands there now.
    `parts` are the mutants of each change alone, where there are several.
    """

    type: str
    path: str
    kind: str
    words: str
    blocks: Mapping[str, Written | None]
    new: Any = None
    parts: tuple[Mutant, ...] = ()


@dataclass(frozen=True)
class Attacked:
    """The blocks of one stack's file, by address."""

    blocks: Mapping[str, Written]

    def of(self, address: str, share: int = 0, shares: int = 1) -> Iterator[Mutant]:
        """Every mutant of one block, or one of so many shares of them."""
        block = self.blocks[address]
        for change in islice(changes(Around(block, self.blocks)), share, None, shares):
            if (body := applied(block.body, change)) is not None:
                yield self.changed(block, change, body)
        if not share:
            yield from self._of_the_whole(block)
            yield from self._with_the_next(block)

    def changed(self, block: Written, change: Change, body: Any) -> Mutant:
        """The mutant in which one change makes this of a block."""
        said = f"{block.address}: {words(change.steps) or 'the block'} {change.words}"
        path = words(change.steps, general=True)
        return Mutant(block.type, path, change.kind, said, {block.address: block._replace(body=body)}, change.new)

    def _with_the_next(self, block: Written) -> Iterator[Mutant]:
        """Each argument exchanged with that of the next block of its type."""
        siblings = [each for each in self.blocks.values() if each.type == block.type]
        for other in siblings[siblings.index(block) + 1 :][:1]:
            for name in sorted(block.body.keys() & other.body.keys() - {COMMENT}):
                one, two = block.body[name], other.body[name]
                both = (block._replace(body={**block.body, name: two}), other._replace(body={**other.body, name: one}))
                said = f"{block.address} and {other.address} have their {name} exchanged"
                if repr(one) != repr(two):
                    yield Mutant(block.type, name, EXCHANGED, said, {each.address: each for each in both}, two)

    def _of_the_whole(self, block: Written) -> Iterator[Mutant]:
        yield Mutant(block.type, "", RESOURCE, f"{block.address} is removed", {block.address: None})
        if block.type == block.name:
            return
        double = block._replace(name="planted")
        yield Mutant(block.type, "", RESOURCE, f"{block.address} stands there twice", {double.address: double})
        for named in ("name", "function_name"):
            if isinstance(block.body, dict) and isinstance(block.body.get(named), str):
                other = double._replace(body={**block.body, named: "planted"})
                said = f"{block.address} stands there twice, under another name"
                yield Mutant(block.type, "", RESOURCE, said, {double.address: other})
        renamed = {block.address: None, double.address: double}
        yield Mutant(block.type, "", RESOURCE, f"{block.address} is called planted", renamed)


def applied(body: Any, change: Change) -> Any:
    """The body with a change; None where it is as it was."""
    changed = put(body, change.steps, change.new)
    return None if repr(changed) == repr(body) else changed

"""The mutants of all stacks in shares, each of which a process judges by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from attack.added import added
from attack.judging import Judge
from attack.mutants import Mutant
from attack.pairs import pairs
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.rulebook import rulebook

SEED, PAIRS = "2026-11-27", 4_000
# Characters of a block's body for each share of its mutants.
SHARE = 4_000
ADDED, TWO = "added types", "two edits"


class Share(NamedTuple):
    """A part of a stack's mutants: those of a block, of added types, or of two edits; one of so many parts."""

    stack: str
    what: str
    number: int = 0
    of: int = 1


def shares(output: Path, types: Sequence[str] = ()) -> list[Share]:
    """All shares of all stacks, or those of the blocks of some types; the longest first."""
    found = [share for stack in KNOWN_STACKS for share in _shares(judge(output, stack), stack, types)]
    return sorted(found, key=lambda share: (-share.of, share))


def _shares(judge_: Judge, stack: str, types: Sequence[str]) -> Iterator[Share]:
    for address, block in judge_.attacked.blocks.items():
        if not types or block.type in types:
            parts = len(json.dumps(block.body)) // SHARE + 1
            yield from (Share(stack, address, number, parts) for number in range(parts))
    if not types:
        for what in (ADDED, TWO):
            yield from (Share(stack, what, number, 4) for number in range(4))


@cache
def judge(output: Path, stack: str) -> Judge:
    """The judge of a stack, made once in each process."""
    return Judge(output / "stacks" / stack / "cdk.tf.json", rulebook())


def mutants(judge_: Judge, share: Share) -> Iterator[Mutant]:
    """The mutants of a share."""
    if share.what == ADDED:
        return islice(added(), share.number, None, share.of)
    if share.what == TWO:
        return pairs(judge_.attacked, f"{SEED} {share.stack} {share.number}", _pairs(judge_) // share.of)
    return judge_.attacked.of(share.what, share.number, share.of)


def _pairs(judge_: Judge) -> int:
    """A small stack has few pairs that are worth a try."""
    return PAIRS if len(judge_.attacked.blocks) > 50 else PAIRS // 10

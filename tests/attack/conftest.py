"""The judges of both real stacks, and a sample of all their mutants that a stated seed draws."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from attack.judging import Judge
from attack.mutants import Mutant
from attack.pairs import pairs
from attack.shares import ADDED, SEED, TWO, Share, judge, mutants, shares
from policies.core.known_stacks import KNOWN_STACKS

Drawn = list[tuple[Judge, Mutant]]
# One in so many, of the mutants of each block.
EACH, PAIRS = 150, 60


@pytest.fixture(scope="session")
def output(synthesized: Path) -> Path:
    """The folder of both stacks."""
    return synthesized.parents[2]


@pytest.fixture(scope="session")
def judges(output: Path) -> dict[str, Judge]:
    return {stack: judge(output, stack) for stack in KNOWN_STACKS}


@pytest.fixture(scope="session")
def sample(output: Path, judges: dict[str, Judge]) -> Drawn:
    """Some of the mutants of every block and of every sort."""
    chance = random.Random(SEED)  # noqa: S311 - a sample and no secret
    drawn: Drawn = []
    for share in shares(output):
        of_stack = judges[share.stack]
        drawn += [(of_stack, mutant) for mutant in _of(share, of_stack) if not chance.randrange(EACH)]
    for of_stack in judges.values():
        drawn += [(of_stack, mutant) for mutant in pairs(of_stack.attacked, SEED, PAIRS)]
    return drawn


def _of(share: Share, of_stack: Judge) -> Iterator[Mutant]:
    # Of the larger blocks one share will do; pairs are drawn apart.
    if share.what == TWO or (share.number and share.what != ADDED):
        return iter(())
    return mutants(of_stack, share)

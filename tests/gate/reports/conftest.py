"""Both stacks, and the evidence of them, for tests of what the reports say of the whole system."""

from pathlib import Path

import pytest

from gate.reports.evidence import Evidence
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.stack import Stack
from policies.core.whole_stack import whole_stack
from tests.gate.reports.collected import evidence_of


@pytest.fixture(scope="session")
def both_stacks(synthesized: Path) -> tuple[Stack, ...]:
    return tuple(whole_stack(synthesized.parents[1] / name / synthesized.name) for name in sorted(KNOWN_STACKS))


@pytest.fixture(scope="session")
def both(both_stacks: tuple[Stack, ...]) -> Evidence:
    return evidence_of(both_stacks)

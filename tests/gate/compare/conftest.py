"""The real stack as a state, and a scratch repository."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gate.compare.bodies import as_written
from gate.compare.difference import Difference
from gate.compare.posture import differences
from gate.compare.revision import of
from gate.compare.state import Built, State
from gate.engines.judge import judge
from gate.provenance.digests import digest
from policies.core.examples import Edit, edited
from policies.core.policy import Policy
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from tests.gate.compare.scratch import NAME, Repository

Load = Callable[[bytes], State]
After = Callable[[Edit, Resource], list[Difference]]


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="session")
def rules() -> Sequence[Policy]:
    return rulebook()


@pytest.fixture(scope="session")
def load(rules: Sequence[Policy]) -> Load:
    """The state of a synthesized file."""

    def loaded(data: bytes) -> State:
        stack = Stack.load(data, blocks(files()))
        built = Built(stack, judge(stack, rules), as_written(data))
        return State({NAME: built}, None, {NAME: digest(data)})

    return loaded


@pytest.fixture(scope="session")
def base(synthesized: Path, rules: Sequence[Policy]) -> State:
    stack = Stack.load(synthesized.read_bytes(), blocks(files()))
    return State({NAME: Built(stack, judge(stack, rules))})


@pytest.fixture(scope="session")
def after(base: State, rules: Sequence[Policy]) -> After:
    """What differs after an edit of a resource in the real stack."""

    def differing(edit: Edit, at: Resource) -> list[Difference]:
        stack = edited(base.stacks[NAME].stack, edit, at)
        return differences(base, State({NAME: Built(stack, judge(stack, rules))}), rules)

    return differing


@pytest.fixture(scope="session")
def committed(repository: Repository, rules: Sequence[Policy]) -> State:
    """The state of the repository's first commit, synthesized once."""
    return of("base", rules, repository.root)

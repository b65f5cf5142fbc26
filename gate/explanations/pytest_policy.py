"""The pytest policies in words: what each test demands, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gate.engines.pytest.declared import FOLDER, DeclaredTest, declared
from gate.explanations.policy import judged_stacks
from gate.synthesis import ROOT
from gate.words import sentence

PREFIX = "PYTEST_"
WHOLE = "A pytest policy, on the stack as a whole. Nobody may waive it."


def pytest_policies(folder: Path = FOLDER) -> Mapping[str, str]:
    """The explanation of every test and of every file of tests, by the id that the gate prints."""
    return dict(_explanations(folder))


def _explanations(folder: Path) -> Iterator[tuple[str, str]]:
    for name, (tests, stacks) in declared(folder).items():
        file = (folder / name).relative_to(ROOT).as_posix()
        yield f"{PREFIX}{name}", _file(f"{PREFIX}{name}", file, tests)
        for test in tests:
            policy_id = f"{PREFIX}{name}::{test.name}"
            yield policy_id, _test(policy_id, f"{file}, line {test.line}", test, stacks)


def _test(policy_id: str, place: str, test: DeclaredTest, stacks: Sequence[str]) -> str:
    lines = [f"{policy_id}: {sentence(policy_id)}", "", WHOLE, f"File: {place}", judged_stacks(stacks)]
    if test.docstring:
        lines.insert(2, f"{test.docstring}\n")
    return "\n".join(lines)


def _file(policy_id: str, file: str, tests: Sequence[DeclaredTest]) -> str:
    title = f"{policy_id}: The file can be read and holds pytest policies."
    return "\n".join((title, "", f"File: {file}", "", *(f"{policy_id}::{test.name}" for test in tests)))

"""The way back: rules, model and rates are those of an attested commit again, and nothing else is touched."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gate.cli import restore
from gate.cli.command import gate
from gate.model import Verdict
from gate.provenance.attestation import Statement
from gate.provenance.attested import Attested
from gate.provenance.resource import COMMIT
from gate.provenance.tree_state import TreeState
from gate.words import KINDS
from tests.gate.compare.scratch import Repository

TIME = "2026-11-26T10:00:00Z"
PASSED = {**dict.fromkeys(KINDS, 0), KINDS[0]: 1}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A change of each file, committed, after the commit `base`."""
    project = Repository(tmp_path / "project")
    for name in restore.DECIDING:
        project.write(name, "{}\n")
    project.write("README.md", "Changed.\n")
    project.commit("worse")
    monkeypatch.setattr(restore, "ROOT", project.root)
    return project


def statement(project: Repository, revision: str = "base", verdict: Verdict = Verdict.OPEN, **changed: str) -> Path:
    tree = TreeState(project.git("rev-parse", revision).strip(), changed)
    failed = verdict is not Verdict.OPEN
    counts = {**PASSED, "fail": int(failed)}
    path = project.root.parent / "attestation.json"
    path.write_text(Statement(Attested({}, {}, {}, tree), TIME, verdict, counts).text())
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gate, ["restore", *map(str, arguments)])


def test_what_decides_is_as_it_was_attested_and_nothing_else_changes(project: Repository) -> None:
    attested = statement(project)
    done = run(attested)
    assert (done.exit_code, [line.split(" ")[0] for line in done.stdout.splitlines()]) == (0, ["restored:"] * 3)
    assert project.git("diff", "--name-only", "base").split() == ["README.md"]
    again = run(attested)
    assert [line.split(" ")[0] for line in again.stdout.splitlines()] == ["unchanged:"] * 3


@pytest.mark.parametrize(
    ("verdict", "changed"), [(Verdict.CLOSED, {}), (Verdict.OPEN, {restore.DECIDING[0]: "0" * 64})]
)
def test_there_is_no_way_back_to_what_was_not_attested_as_it_stands(
    project: Repository, verdict: Verdict, changed: dict[str, str]
) -> None:
    done = run(statement(project, "base", verdict, **changed))
    assert done.exit_code == 2
    assert "is not of an open gate on a commit and nothing else" in done.stderr
    assert project.git("status", "--porcelain") == ""


def test_a_commit_that_git_does_not_have_or_that_holds_no_such_file_changes_nothing(project: Repository) -> None:
    attested = statement(project)
    commit = project.git("rev-parse", "base").strip()
    attested.write_text(attested.read_text().replace(commit, "0" * 40))
    done = run(attested)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    (project.root / restore.DECIDING[1]).unlink()
    project.commit("fewer")
    done = run(statement(project, "fewer"))
    assert done.exit_code == 2
    assert f"holds no {restore.DECIDING[1]}" in done.stderr
    assert project.git("status", "--porcelain") == ""


def test_what_is_no_attestation_is_refused_in_a_line(project: Repository) -> None:
    path = project.root.parent / "attestation.json"
    path.write_text(f'{{"{COMMIT}": 1}}')
    done = run(path)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    absent = run(project.root / "nowhere.json")
    assert (absent.exit_code, absent.stderr.endswith("nothing was restored\n")) == (2, True)

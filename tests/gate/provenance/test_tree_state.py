"""The commit of a folder, however it was fetched; where there is none, why not and what to do."""

import subprocess
from pathlib import Path

import pytest

from gate.provenance.tree_state import NO_REVISION, tree_state

PERSON = ("-c", "user.name=n", "-c", "user.email=n@example.com")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    run(folder, "init", "-q")
    for text in ("one", "two"):
        (folder / "file.toml").write_text(text)
        run(folder, "add", "-A")
        run(folder, *PERSON, "commit", "-qm", text)
    return folder


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.parametrize("way", ["a shallow clone", "a worktree"])
def test_a_clone_of_any_kind_has_its_commit(way: str, repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    if way == "a worktree":
        run(repository, "worktree", "add", "-q", str(folder), "HEAD~1")
    else:
        run(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(folder))
    state = tree_state(folder)
    assert (state.commit, state.is_clean) == (run(folder, "rev-parse", "HEAD"), True)


def test_a_copy_without_git_says_that_it_is_no_clone(tmp_path: Path) -> None:
    state = tree_state(tmp_path)
    assert state.commit == NO_REVISION
    assert state.why.startswith("this folder is no clone that git can read (")
    assert "; clone the project" in state.why


def test_a_copy_inside_another_clone_says_that_no_commit_holds_it(repository: Path) -> None:
    (repository / "copy").mkdir()
    (repository / "copy" / "file.toml").write_text("two")
    assert tree_state(repository / "copy").why.startswith("no commit of the clone holds this folder; ")


def test_a_machine_without_git_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert tree_state(repository).why == "git is not on the PATH; install it"

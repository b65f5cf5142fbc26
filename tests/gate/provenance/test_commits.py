"""A remembered verdict is of its commit: with another one, the same tree is judged and attested anew."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gate.provenance.resource import COMMIT, TREE

ROOT = Path(__file__).resolve().parents[3]
PERSON = ("-c", "user.name=Engineer", "-c", "user.email=engineer@example.com", "-c", "commit.gpgsign=false")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tracked files of the project in a linked worktree of a repository of their own."""
    main, linked = tmp_path / "main", tmp_path / "linked"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (main / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, main / name)
    git(main, "init", "--quiet")
    git(main, "add", ".")
    git(main, "commit", "--quiet", "--message", "All")
    git(main, "worktree", "add", "--quiet", str(linked))
    return linked


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *PERSON, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def judge(project: Path) -> str:
    """Runs the gate as in a hook that git runs for another repository; what it says beside the verdict."""
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    hook = {"GIT_DIR": "/nowhere/.git", "GIT_INDEX_FILE": "/nowhere/index", "GIT_WORK_TREE": "/nowhere"}
    own = {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "gate"]
    done = subprocess.run(command, cwd=project, env=kept | hook | own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    return done.stderr


def test_after_a_commit_of_the_same_tree_a_remembered_verdict_is_not_that_of_the_commit_before(project: Path) -> None:
    predicate = {}
    for message in ("", "Two"):
        if message:
            git(project, "commit", "--quiet", "--allow-empty", "--message", message)
        assert "from the cache" not in judge(project)
        assert "from the cache" in judge(project)
        predicate = json.loads((project / "reports" / "attestation.json").read_text())["predicate"]
        assert predicate[COMMIT] == git(project, "rev-parse", "HEAD")
        assert predicate[TREE] == {"clean": True, "changed": {}}

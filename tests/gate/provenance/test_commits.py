"""A remembered verdict is of its commit: with another one, the same tree is judged and attested anew."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gate.provenance.resource import COMMIT, TREE
from gate.provenance.tree_state import tree_state
from tests.processes import complaints

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


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the gate as in a hook that git runs for another repository."""
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    hook = {"GIT_DIR": "/nowhere/.git", "GIT_INDEX_FILE": "/nowhere/index", "GIT_WORK_TREE": "/nowhere"}
    own = {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "gate", *arguments]
    return subprocess.run(command, cwd=project, env=kept | hook | own, capture_output=True, text=True, check=False)


def judge(project: Path) -> str:
    """What the gate says beside its verdict, which is open."""
    done = run(project)
    assert done.returncode == 0, done
    return done.stderr


@pytest.mark.long
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


@pytest.mark.long
def test_what_is_signed_is_judged_once_more_and_named_with_its_commit_and_what_differs_from_it(
    project: Path, tmp_path: Path
) -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "gate.pem").write_bytes(pem)
    (project / "README.md").write_text("another")
    (project / "notes.txt").write_text("not tracked")
    judge(project)
    signed = run(project, "attest", "--key", str(tmp_path / "gate.pem"))
    commit = git(project, "rev-parse", "HEAD")
    said = f"signed: reports/attestation.dsse.json, of commit {commit}, 2 files differ from it: README.md, notes.txt\n"
    assert (signed.returncode, signed.stdout) == (0, said), signed
    envelope = (project / "reports" / "attestation.dsse.json").read_bytes()
    with (project / "policies" / "requirements.py").open("a") as rules:
        rules.write("MORE = 1\n")
    refused = run(project, "attest", "--key", str(tmp_path / "gate.pem"))
    assert (refused.returncode, len(complaints(refused.stderr))) == (2, 1), refused
    assert "policies/requirements.py" in refused.stderr
    assert (project / "reports" / "attestation.dsse.json").read_bytes() == envelope


def test_a_new_file_is_told_whether_it_is_staged_or_ignored_by_a_file_beside_it(project: Path) -> None:
    (project / "policies" / "staged.py").write_text("x = 1\n")
    git(project, "add", "policies/staged.py")
    (project / "stacks" / ".gitignore").write_text("*\n")
    (project / "stacks" / "ignored.json").write_text("{}\n")
    (project / "gate" / "__pycache__").mkdir()
    (project / "gate" / "__pycache__" / "git.pyc").write_bytes(b"")
    state = tree_state(project)
    assert not state.is_clean
    assert set(state.changed) == {"policies/staged.py", "stacks/.gitignore", "stacks/ignored.json"}

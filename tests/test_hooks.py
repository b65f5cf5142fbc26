"""Real commits in a scratch repository: the hooks let a good one pass and stop a bad one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import copied_environment

ROOT = Path(__file__).resolve().parent.parent
PERSON = ["-c", "user.name=Engineer", "-c", "user.email=engineer@example.com", "-c", "commit.gpgsign=false"]

pytestmark = [
    pytest.mark.xdist_group("hooks"),
    pytest.mark.skipif(
        shutil.which("bash") is None,
        reason="NOT TESTED: no bash on the PATH, which runs pre-commit's hook; install bash",
    ),
]


class Repository:
    """A copy of the project in a repository of its own, with its hooks installed."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if name != "CI"}
        # In a locale that cannot read every file: a hook that passed over one would find nothing in it.
        locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        own = {"PYTHONPATH": str(folder), "PRE_COMMIT_HOME": str(home), "NO_COLOR": "1"}
        self._environment = clean | locale | own

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", *PERSON, *arguments)

    def commit(self, name: str, before: str, after: str) -> subprocess.CompletedProcess[str]:
        """Commits one change of a file; a change that was stopped is taken back."""
        path = self.folder / name
        assert before in path.read_text(encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
        done = self.git("commit", "--quiet", "--all", "--message", "A change")
        if done.returncode:
            self.git("checkout", "--quiet", "HEAD", "--", name)
        return done


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("repository")
    kept = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, kept.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    copied_environment.set_up(folder)
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache", ignore_dangling_symlinks=True)
    made = Repository(folder, tmp_path_factory.mktemp("home"))
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "All"]):
        assert made.git(*command).returncode == 0
    assert made.run(".venv/bin/pre-commit", "install").returncode == 0
    return made


def test_a_good_commit_passes_every_hook(repository: Repository) -> None:
    done = repository.commit("stacks/settings.py", "Times are in seconds", "All times are in seconds")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "compliance gate" in done.stdout + done.stderr
    assert repository.git("status", "--porcelain").stdout == ""


def test_a_commit_with_nine_instead_of_ten_is_stopped_by_the_gate(repository: Repository) -> None:
    done = repository.commit("stacks/settings.py", "executions: int = 10", "executions: int = 9")
    assert done.returncode == 1
    assert "reserves 9 concurrent executions, not 10" in done.stdout + done.stderr
    assert "FRAUD_FUNCTION_1" in done.stdout + done.stderr


def test_a_commit_that_only_deletes_is_judged_too(repository: Repository) -> None:
    """pre-commit shows a hook the files that are there, and skips one for which none is."""
    assert repository.git("rm", "--quiet", "policies/logs/log_group_retention_is_seven_days.py").returncode == 0
    done = repository.git("commit", "--quiet", "--message", "A change")
    said = done.stdout + done.stderr
    assert repository.git("reset", "--quiet", "--hard", "HEAD").returncode == 0
    assert done.returncode == 1
    assert "names FRAUD_LOG_1, which is no policy" in said
    skipped = {line.partition(".")[0] for line in said.splitlines() if line.endswith("Skipped")}
    assert skipped.isdisjoint({"compliance gate", "types", "environment"})


def test_a_commit_with_a_secret_is_stopped(repository: Repository) -> None:
    done = repository.commit("README.md", "# Fraud", "AKIA" + "QWERTYUIOPASDFGH" + "\n# Fraud")
    assert done.returncode == 1
    assert "AWS Access Key" in done.stdout + done.stderr
    assert "QWERTYUIOP" not in done.stdout + done.stderr


@pytest.fixture
def worktree(repository: Repository, tmp_path: Path) -> Iterator[Path]:
    """A linked worktree of the repository, which has its hooks and no environment of its own."""
    folder = tmp_path / "worktree"
    assert repository.git("worktree", "add", "--quiet", "-b", "other", str(folder)).returncode == 0
    yield folder
    assert repository.git("worktree", "remove", "--force", str(folder)).returncode == 0
    assert repository.git("branch", "--quiet", "-D", "other").returncode == 0


@pytest.mark.parametrize("linked", [False, True])
def test_a_linked_worktree_without_an_environment_of_its_own_says_what_to_do(
    linked: bool, repository: Repository, worktree: Path
) -> None:
    if linked:
        (worktree / ".venv").symlink_to(repository.folder / ".venv")
    done = repository.git("-C", str(worktree), "commit", "--quiet", "--allow-empty", "--message", "A change")
    assert done.returncode == 1
    *_, line = (done.stdout + done.stderr).strip().splitlines()
    assert line == "The hooks run from a .venv of this very folder: set it up with `make gate`, and commit again."
    assert "Executable" not in done.stdout + done.stderr

"""A scratch copy of the project, in which the commands of a recipe run as they are typed, and nothing is installed."""

import os
import re
import subprocess
from pathlib import Path

from tests import copied_environment
from tests.gate.compare.scratch import Repository
from tests.recipes.page import Changed, Written, pattern

# What pytest and its plugins tell their own processes: a run in the copy is another run. What that compiles is kept.
THEIRS = ("COV", "PYTEST", "PYTHONDONTWRITEBYTECODE")


class Project(Repository):
    """The tracked files as they stand here, committed there, with commands that use this environment's packages."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        copied_environment.set_up(folder)
        self._is_set_up()

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command line in the copy."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(THEIRS)}
        own |= {"PATH": f"{self.root / '.venv' / 'bin'}:{own['PATH']}"}
        return subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.root, env=own, check=False, capture_output=True, text=True
        )

    def do(self, step: Written | Changed) -> None:
        """Writes or changes a file."""
        if isinstance(step, Written):
            assert not (self.root / step.file).exists(), f"{step.file} exists already; show the change of it as a diff"
            self.write(step.file, step.text)
            return
        text = (self.root / step.file).read_text(encoding="utf-8")
        for before, after in step.changes:
            found = re.findall(pattern(before), text)
            assert len(found) == 1, f"{step.file} must hold this once:\n{before}"
            text = text.replace(found[0], after)
        self.write(step.file, text)

    def changed(self) -> set[str]:
        """The files that are not as they were."""
        return {line[3:] for line in self.git("status", "--porcelain", "--untracked-files=all").splitlines()}

    def _is_set_up(self) -> None:
        """Leaves the stamps of make's set-up, as the Makefile makes them, so that make sets up nothing."""
        locks = "requirements-uv.lock requirements.lock"
        digest = self.run(f"{{ pwd -P; cat {locks}; }} | git hash-object --stdin").stdout
        (self.root / ".venv" / "locked").write_text(digest, encoding="utf-8")
        (self.root / ".venv" / "installed").touch()
        assert self.run("make --question .venv/installed").returncode == 0, "make would set up the copy anew"

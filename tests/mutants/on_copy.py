"""Tries a mutant of other code: in a copy of the project, which alone it is written into, by pytest."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.mutants.forked import asked
from tests.mutants.mutant import Mutant

SURVIVED = ""
SECONDS = 120.0
# What is no code of ours, and takes long to import; pytest would warn of a plug-in that it finds imported.
WARM = ("boto3", "pytest", "jsonschema")


def copied(root: Path, into: Path) -> None:
    """Copies what git knows or would take; `.venv` is a link, since nothing in it is mutated."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, into / name)
    (into / ".venv").symlink_to(root / ".venv")


class OnCopy:
    """A copy of the project, and the tests to run there; each mutant is tried in a copy of this process."""

    def __init__(self, root: Path, copy: Path, tests: str) -> None:
        self._root, self._copy, self._tests = root, copy, tests
        for name in WARM:
            with suppress(ImportError):
                importlib.import_module(name)
        if noticed := asked(self._tested(""), SECONDS):
            raise AssertionError(f"{tests}: {noticed} before anything is mutated")

    def killed_by(self, mutant: Mutant) -> str:
        """What notices it, in words; nothing where it survives."""
        file = self._copy / mutant.file
        before = file.read_text(encoding="utf-8")
        file.write_text(mutant.source, encoding="utf-8")
        try:
            return asked(self._tested(Path(mutant.file).stem), SECONDS)
        finally:
            file.write_text(before, encoding="utf-8")

    def _tested(self, stem: str) -> Tested:
        # The tests named after the file come first, since they notice most.
        first = sorted((self._copy / self._tests).rglob(f"test_{stem}.py"))
        return Tested(self._root, self._copy, (*map(str, first), str(self._copy / self._tests)))


class Tested:
    """Runs tests of the copy, in this process, and says whether any failed."""

    def __init__(self, root: Path, copy: Path, paths: tuple[str, ...]) -> None:
        self._root, self._copy, self._paths = root, copy, paths

    def __call__(self) -> str:
        os.chdir(self._copy)
        # Bytecode is told from its source by second and size, and a mutant may share both with the one before.
        sys.dont_write_bytecode = True
        os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
        sys.path[:] = [str(self._copy), *(path for path in sys.path if path not in ("", str(self._root)))]
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]
        pytest = importlib.import_module("pytest")
        options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={self._copy.parent / 'tests'}")
        status = pytest.main([*options, *self._paths])
        return SURVIVED if status == 0 else f"pytest ends with {int(status)}"

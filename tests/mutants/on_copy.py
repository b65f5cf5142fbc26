"""Tries a mutant of other code: in a copy of the project, which alone it is written into, by pytest."""

from __future__ import annotations

import gc
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.forked import asked
from tests.mutants.mutant import Mutant
from tests.mutants.subjects import Subject

SURVIVED, NOTICED = "", "pytest ends with {}"
INTERRUPTED = NOTICED.format(int(pytest.ExitCode.INTERRUPTED))
# Packages of ours that import neither functions nor redrive: they are never mutated here, and stay once they are there.
APART = ("gate", "policies", "stacks")
SECONDS = 900.0
# What one test may take; on its own none takes a tenth of that.
SECONDS_OF_A_TEST = 30
# How many a property is tried on, unless it says so itself: a survivor meets all of them.
EXAMPLES = 30


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
    """A copy of the project, and the tests to run there; each mutant is tried in a copy of this process.

    The tests run once in this process first: whatever they import or read that is no code of ours stays, and is ready.
    """

    def __init__(self, root: Path, copy: Path, subject: Subject) -> None:
        self._root, self._copy, self._subject = root, copy, subject
        self._ours = {path.name for path in copy.iterdir() if path.is_dir()}
        self._apart: dict[str, ModuleType] = {}
        nothing = io.StringIO()
        with self._here(), redirect_stdout(nothing), redirect_stderr(nothing):
            noticed = self._noticed([[subject.tests]])
        if noticed == INTERRUPTED:
            signal.raise_signal(signal.SIGINT)
        if noticed:
            raise AssertionError(f"{subject.tests}: {noticed} before anything is mutated")
        gc.collect()
        gc.freeze()

    def killed_by(self, mutant: Mutant) -> str:
        """What notices it, in words; nothing where it survives."""
        file = self._copy / mutant.file
        before = file.read_text(encoding="utf-8")
        file.write_text(mutant.source, encoding="utf-8")

        def tried() -> str:
            with self._here():
                return self._noticed(self._turns(Path(mutant.file).stem.strip("_")))

        try:
            return asked(tried, SECONDS)
        finally:
            file.write_text(before, encoding="utf-8")

    def _turns(self, stem: str) -> list[list[str]]:
        """The tests named after the file come first, then those beside them, since they notice most; then all.

        Among those that are not named so, properties come last: each takes as long as many examples.
        """
        folder = f"tests/{self._subject.name}"
        turns = [[str(path.relative_to(self._copy))] for path in (self._copy / folder).glob(f"test_{stem}.py")]
        if folder != self._subject.tests:
            turns += [["-m", "not hypothesis", folder], [folder]]
        return [*turns, ["-m", "not hypothesis", self._subject.tests], [self._subject.tests]]

    def _noticed(self, turns: Sequence[Sequence[str]]) -> str:
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={self._copy.parent / 'tests'}"]
        options += [f"--{'deselect' if '::' in each else 'ignore'}={each}" for each in self._subject.slow]
        run: set[str] = set()
        for paths in turns:
            plugin = Quickly(run)
            status = pytest.main([*options, *paths], plugins=[plugin])
            if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                return NOTICED.format(int(status))
            run |= plugin.run
        return SURVIVED if run else "no test"

    @contextmanager
    def _here(self) -> Iterator[None]:
        """The copy is the project; afterwards this one is again, and knows nothing of the modules of the other."""
        folder, path, environment = Path.cwd(), sys.path[:], dict(os.environ)
        own = self._without_ours()
        sys.modules.update(self._apart)
        # Tests that interrupt themselves expect Python's own answer.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        # Bytecode is told from its source by second and size, and a mutant may share both with the one before.
        sys.dont_write_bytecode = True
        os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "CI": "true", "PYTEST_XDIST_WORKER": "mutants"}
        os.chdir(self._copy)
        sys.path[:] = [str(self._copy), *(each for each in path if each not in ("", str(self._root)))]
        try:
            yield
        finally:
            os.chdir(folder)
            sys.path[:] = path
            for name in os.environ.keys() - environment.keys():
                del os.environ[name]
            os.environ |= environment
            signal.signal(signal.SIGINT, before)
            here = self._without_ours()
            self._apart = {name: module for name, module in here.items() if name.partition(".")[0] in APART}
            sys.modules.update(own)

    def _without_ours(self) -> dict[str, ModuleType]:
        return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] in self._ours}


class Quickly:
    """A plug-in: what was run is not run again, what never ends is ended, and no example is made small for a reader."""

    def __init__(self, before: Collection[str]) -> None:
        self._before = before
        self.run: set[str] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        # Not above: pytest warns of a plug-in that it finds imported.
        from hypothesis import Phase, settings  # noqa: PLC0415

        settings.register_profile("mutants", phases=(Phase.explicit, Phase.generate), max_examples=EXAMPLES)
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid not in self._before]

    @pytest.hookimpl
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.run.add(nodeid)
        signal.alarm(SECONDS_OF_A_TEST)

    @pytest.hookimpl
    def pytest_unconfigure(self) -> None:
        signal.alarm(0)

"""The pytest policies of `tests/compliance` as an engine of the gate: every test that stands there has its finding.

Which tests there must be is read from their source, so that one which pytest passes over is missed, by name.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Self

from gate.engines.judge import WHOLE_STACK
from gate.model import Finding, Outcome, Verdict, verdict
from gate.synthesis import ROOT
from gate.words import printable

FOLDER = ROOT / "tests" / "compliance"
PATIENCE = 60.0  # seconds
Record = Mapping[str, str]


@dataclass(frozen=True)
class Run:
    """The tests of a folder, running; leaving it as a context ends its process."""

    process: Popen[bytes]
    declared: Mapping[str, Sequence[str]]

    def findings(self) -> tuple[Finding, ...]:
        """Waits for the end, and returns a finding for every test there is or should have been; to be asked once."""
        try:
            output, _ = self.process.communicate(timeout=PATIENCE)
        except TimeoutExpired:
            self.stop()
            return (_finding("", Outcome.ERROR, f"pytest did not end within {PATIENCE:.0f} seconds"),)
        records: list[Record] = [json.loads(line) for line in output.splitlines() if line.endswith(b"}")]
        found, status = [*_all(self.declared, records)], self.process.returncode
        clean, ended = verdict(found) is Verdict.OPEN, any(each["phase"] == "end" for each in records)
        if not found or not ended or status not in ((0,) if clean else (0, 1)):
            found.insert(0, _finding("", Outcome.ERROR, f"pytest did not do its work, and ended with status {status}"))
        return tuple(found)

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        with self.process:
            self.process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def begin(file: Path, *, folder: Path = FOLDER) -> Run:
    """Starts the tests of a folder on a synthesized file, in a process of its own that leaves no file behind."""
    declared = {path.relative_to(folder).as_posix(): _tests(path) for path in sorted(folder.rglob("test_*.py"))}
    # Nothing of the caller's surroundings decides what is run, nor the order in which a set is printed.
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "PYTHON"))}
    kept |= {key: os.environ[key] for key in ("PYTHONPATH", "PYTHONHOME") if key in os.environ}
    kept |= {"PYTHONHASHSEED": "0", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-B", "-m", "gate.engines.pytest.plugin", str(folder), str(file.absolute())]
    process = Popen(command, cwd=ROOT, env=kept, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - ours
    return Run(process, declared)


def _tests(path: Path) -> Sequence[str]:
    """The names of the tests in a file, `name` or `Class::name`; none if it cannot be read."""
    try:
        return tuple(_named(ast.parse(path.read_bytes()), ""))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return ()


def _named(node: ast.AST, within: str) -> Iterator[str]:
    for each in ast.iter_child_nodes(node):
        if not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _named(each, f"{within}{each.name}::" if isinstance(each, ast.ClassDef) else within)
        elif each.name.startswith("test"):
            yield f"{within}{each.name}"


def _all(declared: Mapping[str, Sequence[str]], records: Sequence[Record]) -> Iterator[Finding]:
    """The findings on what pytest told, and on what stands in the source and pytest did not tell of."""
    told: dict[str, list[Record]] = {}
    for record in (each for each in records if each["phase"] != "end"):
        told.setdefault(record["about"], []).append(record)
    yield from (_judged(about, said) for about, said in told.items())
    known = {about.partition("[")[0] for about in told}
    for file, names in declared.items():
        if not names and file not in known:
            yield _finding(file, Outcome.ERROR, "holds no test")
        for test, times in Counter(f"{file}::{name}" for name in names).items():
            if test not in known:
                yield _finding(test, Outcome.ERROR, "was not collected, or did not run")
            elif times > 1:
                yield _finding(test, Outcome.ERROR, "stands in its file twice, and one hides the other")


def _judged(about: str, said: Sequence[Record]) -> Finding:
    worst = max(said, key=lambda each: ("pass", "fail", "error").index(each["outcome"]))
    if worst["outcome"] == "pass" and "call" not in {each["phase"] for each in said}:
        return _finding(about, Outcome.ERROR, "was collected, and then not run")
    return _finding(about, Outcome(worst["outcome"]), worst["details"])


def _finding(about: str, outcome: Outcome, details: str = "") -> Finding:
    """`about` is pytest's name of a test, `file::test[case]`, a file, or nothing for the whole run."""
    test, _, case = about.partition("[")
    place = f"{WHOLE_STACK}: {case.removesuffix(']')}" if case else WHOLE_STACK
    remedy = f"open {Path('tests/compliance', test.partition('::')[0])}, which says what must be true and why"
    policy = f"PYTEST_{test}" if test else "PYTEST"
    return Finding("pytest", policy, place, outcome, printable(details), remedy if details else "")

"""The pytest policies of `tests/compliance` as an engine of the gate: every test that stands there has its finding.

Which tests there must be is read from their source, so that a test which pytest passes over is named.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Self

from gate.engines.pytest.declared import FOLDER, declared
from gate.interpreter import command, environment
from gate.model import WHOLE_STACK, Finding, Outcome, Verdict, verdict
from gate.own_rules import PYTEST
from gate.synthesis import ROOT
from gate.words import printable
from policies.core.known_stacks import SYSTEM

SOURCE = "pytest"
PLUGIN = "gate.engines.pytest.plugin"
PATIENCE = 300.0  # seconds
OUTCOMES = ("pass", "fail", "error")  # from good to bad
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
        findings, status = [*_findings(self.declared, records)], self.process.returncode
        clean, ended = verdict(findings) is Verdict.OPEN, any(record["phase"] == "end" for record in records)
        if not findings or not ended or status not in ((0,) if clean else (0, 1)):
            reason = f"pytest did not run as it should, and ended with status {status}"
            findings.insert(0, _finding("", Outcome.ERROR, reason))
        return tuple(findings)

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        with self.process:
            self.process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def begin(file: Path, *, stack: str = SYSTEM, folder: Path = FOLDER) -> Run:
    """Starts the tests of a folder that judge this stack on its synthesized file, in a process of its own."""
    files = declared(folder)
    names = {path: [test.name for test in own.tests] for path, own in files.items() if stack in own.stacks}
    # Nothing of the caller's environment decides what is run, nor the order in which a set is printed.
    kept = {key: value for key, value in environment().items() if not key.startswith("PYTEST")}
    kept |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    process = Popen(  # noqa: S603 - ours
        command(ROOT, PLUGIN, str(folder), str(file.absolute()), *(files.keys() - names.keys())),
        cwd=ROOT,
        env=kept,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=DEVNULL,
    )
    return Run(process, names)


def _findings(names: Mapping[str, Sequence[str]], records: Sequence[Record]) -> Iterator[Finding]:
    """The findings on what pytest reported, and on what stands in the source and was not reported."""
    reported: dict[str, list[Record]] = {}
    for record in records:
        if record["phase"] != "end":
            reported.setdefault(record["about"], []).append(record)
    yield from (_on_test(about, phases) for about, phases in reported.items())
    known = {about.partition("[")[0] for about in reported}
    for file, tests in names.items():
        if not tests and file not in known:
            yield _finding(file, Outcome.ERROR, "holds no test")
        for test, times in Counter(f"{file}::{name}" for name in tests).items():
            if test not in known:
                yield _finding(test, Outcome.ERROR, "was not collected, or did not run")
            elif times > 1:
                yield _finding(test, Outcome.ERROR, "stands in its file twice, and one hides the other")


def _on_test(about: str, phases: Sequence[Record]) -> Finding:
    worst = max(phases, key=lambda phase: OUTCOMES.index(phase["outcome"]))
    if worst["outcome"] == "pass" and "call" not in {phase["phase"] for phase in phases}:
        return _finding(about, Outcome.ERROR, "was collected, and then not run")
    return _finding(about, Outcome(worst["outcome"]), worst["details"])


def _finding(about: str, outcome: Outcome, details: str = "") -> Finding:
    """`about` is pytest's name of a test, `file::test[case]`, a file, or nothing for the whole run."""
    test, _, case = about.partition("[")
    place = f"{WHOLE_STACK}, case {case.removesuffix(']')}" if case else WHOLE_STACK
    remedy = f"open {Path('tests/compliance', test.partition('::')[0])}, which says what must be true and why"
    policy = f"PYTEST_{test}" if test else PYTEST
    return Finding(SOURCE, policy, place, outcome, printable(details), remedy if details else "")

"""Runs the pytest policies of a folder and reports on standard output, a line of JSON each, the outcome of every test.

The runner starts it in a process of its own: `python -m gate.engines.pytest.plugin FOLDER FILE OTHER...`, each
OTHER a file of tests by its path in the folder, which judges another stack.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Generator
from typing import Any, TextIO

import pytest

OPTIONS = (
    # No configuration, no conftest.py, no plugin and no cache but the folder's own.
    *("-c", os.devnull, "-p", "no:cacheprovider", "--import-mode=importlib"),
    # A test that returns its condition and does not assert it gets a warning from pytest, and proves nothing.
    *("-W", "error", "--tb=short", "--continue-on-collection-errors"),
)
LONGEST = 300  # characters


class Plugin:
    """Reports each phase of each test, by what was raised in it and not by what other plugins made of that."""

    def __init__(self, channel: TextIO) -> None:
        self.channel = channel

    def report(self, about: str, phase: str, outcome: str, details: str = "") -> None:
        """Writes one record; `outcome` is that of a finding."""
        record = {"about": about, "phase": phase, "outcome": outcome, "details": details}
        self.channel.write(json.dumps(record) + "\n")
        self.channel.flush()

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        self.report(item.nodeid, "collected", "pass")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if not report.passed:
            self.report(report.nodeid, "collect", "error", _last_line(report.longreprtext))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if hasattr(report, "wasxfail") or item.get_closest_marker("xfail"):
            self.report(item.nodeid, call.when, "error", "is expected to fail, and so proves nothing")
        elif call.excinfo is None:
            self.report(item.nodeid, call.when, "pass")
        else:
            self.report(item.nodeid, call.when, *_outcome(call.excinfo, call.when))
        return report


def _outcome(raised: pytest.ExceptionInfo[Any], phase: str) -> tuple[str, str]:
    """(outcome, details): a test fails by what it asserts; if it raises anything else, it has not judged."""
    if raised.errisinstance(pytest.skip.Exception):
        return "error", f"was skipped: {raised.value}"
    if phase == "call" and raised.errisinstance((AssertionError, pytest.fail.Exception)):
        return "fail", _first_line(str(raised.value)) or "failed without a message"
    return "error", _first_line(f"could not judge: {raised.typename}: {raised.value}")


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def _last_line(text: str) -> str:
    """The line of a traceback that names the error, without the mark that pytest puts before it."""
    return text.strip().rpartition("\n")[2].removeprefix("E").strip()


def main(folder: str, file: str, *others: str) -> int:
    """Runs the folder's tests on the file, without those of others; the exit status is pytest's."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Standard output is for the records alone: what pytest or a test prints goes nowhere.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    # pytest keeps what it makes of a test, and takes it again by date and size. Here it makes it anew each time.
    sys.pycache_prefix, sys.dont_write_bytecode = os.devnull, True
    plugin = Plugin(channel)
    ignored = (f"--ignore={os.path.join(folder, other)}" for other in others)
    places = (f"--rootdir={folder}", f"--confcutdir={folder}", f"--synthesized={file}")
    # A folder of this run's own: the one that pytest would take is shared with every other run of the user, and it
    # first removes there what old ones left, which may be gigabytes.
    with tempfile.TemporaryDirectory() as own:
        arguments = [folder, *ignored, *places, f"--basetemp={os.path.join(own, 'tests')}", *OPTIONS]
        status = int(pytest.main(arguments, plugins=[plugin]))
    plugin.report("", "end", "pass")
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

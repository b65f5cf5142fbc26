"""What a terminal is sent while the gate works: no colour where NO_COLOR is set, and no moving line on a dumb one."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ESCAPE = "\x1b"
WORKING = """
import time
from gate import progress
progress.FIRST = progress.EACH = 0.01
with progress.step("judging"):
    progress.note("one [bold]file[/bold] \\x1b[31m" + "é" * 200, progress.FILE)
    time.sleep(0.5)
print("done")
"""
SHOWING = """
from gate.cli.result import show
from gate.model import Assessment, Finding, Outcome
show([Assessment("x.json", "", (Finding("a", "b", "c", Outcome.PASS),))], as_json=False)
"""


def shown(program: str, **environment: str) -> str:
    """Everything that the program sends to a terminal."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM", "CI"}}
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=kept | environment, stdin=theirs, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        received = b""
        try:
            while part := os.read(ours, 4096):
                received += part
        except OSError:  # how a terminal says that nobody writes to it any more
            pass
        os.close(ours)
    return received.decode()


@pytest.mark.parametrize("environment", [{"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_a_terminal_shows_one_line_that_moves_and_is_gone_in_the_end(environment: dict[str, str]) -> None:
    sent = shown(WORKING, **environment)
    assert "judging: one [bold]file[/bold]" in sent
    assert ESCAPE not in sent
    assert sent.count("\n") == 1
    *moving, last = sent.split("\r")[:-1]
    assert len(moving) > 1
    assert max(map(len, moving)) < 80
    assert last == "done"
    assert moving[-1].strip() == ""


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_dumb_terminal_gets_plain_lines(term: str) -> None:
    sent = shown(WORKING, TERM=term)
    assert ESCAPE not in sent
    assert all(line.startswith("judging") for line in sent.splitlines()[:-1])
    assert "\r" not in sent.replace("\r\n", "")


@pytest.mark.parametrize(
    ("environment", "has_color"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_verdict_has_colour_where_the_terminal_has(environment: dict[str, str], *, has_color: bool) -> None:
    assert (ESCAPE in shown(SHOWING, **environment)) is has_color

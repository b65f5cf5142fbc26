"""What runs on this machine, as Linux shows it: whether something that a test started is still there."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

# Seconds, many times more than anything takes on a busy machine: it ends what hangs and judges nobody's speed.
PATIENCE = 900.0
# What the gate says in a log once it has taken long.
PROGRESS = re.compile(r" \.\.\. since [\d,]+ seconds$")
# Put before a script: under `nohup`, what runs the tests ignores this signal, and so would what they start.
HEARING = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
shown = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="NOT TESTED: no /proc to find processes in")


def processes(text: str) -> set[int]:
    """The processes whose environment holds this."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if text.encode() in (folder / "environ").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def complaints(stderr: str) -> list[str]:
    """The lines on standard error but for those of progress, which a busy machine alone can bring about."""
    return [line for line in stderr.splitlines() if not PROGRESS.search(line)]


def until(happens: Callable[[], bool]) -> bool:
    """Whether it happens at all; nothing here is about how soon."""
    end = time.monotonic() + PATIENCE
    while not happens() and time.monotonic() < end:
        time.sleep(0.05)
    return happens()

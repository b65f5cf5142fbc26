"""Ending what a process of ours leaves running in a session of its own, which nothing that ends its group reaches.

Linux gives us each process below us that loses its parent, if we ask for it. Elsewhere such a process is not found.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ADOPT = 36  # PR_SET_CHILD_SUBREAPER
PATIENCE = 5.0  # seconds


class Child(NamedTuple):
    """A process whose parent we are: its name, its group, and whether it has ended and only waits for us to ask."""

    id: int
    name: str
    group: int
    has_ended: bool


@contextmanager
def adopting() -> Iterator[Callable[[int], Collection[str]]]:
    """Gives what ends all that was left behind since, and returns the names of what ran outside of a group."""
    before = {child.id for child in _children()}
    _adopt(1)
    try:
        yield lambda group: _end(before, group)
    except BaseException:
        # It may come before whoever asked knows the process that was just started.
        _end(before, group=0)
        raise
    finally:
        _adopt(0)


def _adopt(whether: int) -> None:
    with suppress(OSError, AttributeError):  # where the system knows nothing of it
        ctypes.CDLL(None).prctl(ADOPT, whether, 0, 0, 0)


def _end(spared: Collection[int], group: int) -> Collection[str]:
    names: dict[str, None] = {}
    end = time.monotonic() + PATIENCE
    # Again, since whatever one of them had started is ours only now.
    while (left := [child for child in _children() if child.id not in spared]) and time.monotonic() < end:
        for child in left:
            if child.group != group and not child.has_ended:
                names[child.name] = None
            with suppress(ProcessLookupError, PermissionError, ChildProcessError):
                os.kill(child.id, signal.SIGKILL)
                os.waitpid(child.id, os.WNOHANG)
        time.sleep(0.005)
    return names


def _children() -> list[Child]:
    """Our children in another session than ours: what the gate runs itself stays in its own."""
    found, own = [], os.getsid(0)
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            before, _, after = (folder / "stat").read_text(errors="replace").rpartition(")")
            state, parent, group, session = after.split()[:4]
            if int(parent) == os.getpid() and int(session) != own:
                found.append(Child(int(folder.name), before.partition("(")[2], int(group), state in "ZX"))
    return found

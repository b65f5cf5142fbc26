"""What the gate is doing: a moving line on a terminal; in a log a plain line, each time the step is twice as old."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from gate.terminal import can_move
from gate.words import printable

# Seconds until a log gets its first line. An hour gets nine.
FIRST = 10.0
# Seconds from one look of the moving line to the next, and the sign that turns.
EACH, TURNING = 0.2, "|/-\\"
# What is being done, from the step to the smallest part of it.
NOTED: list[str] = []
FILE, PHASE = 1, 2


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Shows on standard error what is being done, for as long as it takes."""
    NOTED[:] = [doing]
    ended = Event()
    show: Callable[[Event], None] = _move if can_move(sys.stderr) else _log
    thread = Thread(target=show, args=(ended,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def note(doing: str, level: int) -> None:
    """Says what the step is at now: which file, or which phase of judging it."""
    NOTED[level:] = [doing]


def _said() -> str:
    return printable(f"{': '.join(NOTED)} ...")


def _move(ended: Event) -> None:
    """Writes one line over and over, by a carriage return and by nothing that a terminal may not know."""
    turn, length = 0, 0
    while not ended.wait(EACH):
        text = f"{TURNING[turn % len(TURNING)]} {_said()}"[: _width()]
        sys.stderr.write(f"\r{text.ljust(length)}")
        sys.stderr.flush()
        turn, length = turn + 1, len(text)
    sys.stderr.write(f"\r{' ' * length}\r" if turn else "")
    sys.stderr.flush()


def _width() -> int:
    """What fits into a line; in the last column some terminals begin the next one."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except OSError:
        columns = 0
    return (columns or 80) - 1


def _log(ended: Event) -> None:
    began, wait = monotonic(), FIRST
    while not ended.wait(wait):
        passed = monotonic() - began
        print(f"{_said()} since {passed:,.0f} seconds", file=sys.stderr)
        wait = passed

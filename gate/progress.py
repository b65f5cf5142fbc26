"""What the gate is doing: a moving line on a terminal; in a log a plain line, each time the step is twice as old."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread
from time import monotonic

# Seconds until a log gets its first line. An hour gets nine.
FIRST = 10.0
# What is being done, from the step to the smallest part of it.
NOTED: list[str] = []
FILE, PHASE = 1, 2


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Shows on standard error what is being done, for as long as it takes."""
    NOTED[:] = [doing]
    with _moving() if sys.stderr.isatty() else _logged():
        yield


def note(doing: str, level: int) -> None:
    """Says what the step is at now: which file, or which phase of judging it."""
    NOTED[level:] = [doing]


def _said() -> str:
    return f"{': '.join(NOTED)} ..."


def _moving() -> AbstractContextManager[object]:
    # Only a terminal needs rich, whose import takes long.
    from rich.console import Console  # noqa: PLC0415

    class Noted:
        """What is being done as it is when the line moves."""

        def __rich__(self) -> str:
            return _said()

    return Console(stderr=True).status(Noted())


@contextmanager
def _logged() -> Iterator[None]:
    ended = Event()
    thread = Thread(target=_log, args=(ended,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _log(ended: Event) -> None:
    began, wait = monotonic(), FIRST
    while not ended.wait(wait):
        passed = monotonic() - began
        print(f"{_said()} since {passed:,.0f} seconds", file=sys.stderr)
        wait = passed

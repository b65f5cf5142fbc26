"""How far a run is: a moving line on a terminal; in a log a plain line, each time the run is twice as old."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

# What terminals call themselves that only print.
DUMB = ("", "dumb", "unknown")
# Seconds until a log gets its first line, and from one look of the moving line to the next.
FIRST, EACH = 10.0, 0.2


@dataclass
class Progress:
    """Shown on standard error alone: what others read on standard output stays as it is."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _length: int = 0

    def __post_init__(self) -> None:
        self._moves = self.stream.isatty() and os.environ.get("TERM", "") not in DUMB
        self._began = self.clock()
        self._due = self._began + (EACH if self._moves else FIRST)

    def show(self, text: str) -> None:
        """Say how far it is, if it is time to."""
        if (now := self.clock()) < self._due:
            return
        if self._moves:
            # In the last column some terminals begin the next line.
            text = text[: shutil.get_terminal_size().columns - 1]
            self._write(f"\r{text.ljust(self._length)}")
            self._length, self._due = len(text), now + EACH
        else:
            self._write(f"{text}, after {now - self._began:,.0f} seconds\n")
            self._due = now + (now - self._began)

    def clear(self) -> None:
        """Make room for a line."""
        if self._length:
            self._write(f"\r{' ' * self._length}\r")
            self._length = 0

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

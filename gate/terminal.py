"""What the terminal can do, and what its user wants of it."""

from __future__ import annotations

import os
from typing import TextIO

# What such terminals call themselves: they only print, as an editor's window does.
DUMB = ("", "dumb", "unknown")


def can_move(stream: TextIO) -> bool:
    """Whether a line can be written over: not in a file, a pipe or a terminal that only prints."""
    return stream.isatty() and not _is_dumb()


def colored() -> bool | None:
    """No colour where NO_COLOR is set (no-color.org) or the terminal has none; else whatever click finds."""
    return False if os.environ.get("NO_COLOR") or _is_dumb() else None


def _is_dumb() -> bool:
    return os.environ.get("TERM", "") in DUMB

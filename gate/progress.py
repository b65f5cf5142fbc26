"""What the gate is doing: a moving line on a terminal, and nothing in a log, where the outcome is enough."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Shows on a terminal's standard error what is being done, for as long as it takes."""
    if not sys.stderr.isatty():
        yield
        return
    # Only a terminal needs rich, whose import takes long.
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status(f"{doing} ..."):
        yield

"""Keeping what Checkov logs, and what its packages warn of, out of our own output."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Keeps what Checkov logs out of our own output; gives the errors among it, one line each."""
    logged: list[str] = []
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    collector = logging.Handler(logging.ERROR)
    collector.emit = lambda record: logged.append(" ".join(_message(record).split()))  # type: ignore[method-assign]
    root.handlers = [collector]
    try:
        with warnings.catch_warnings():
            # Checkov's own packages use what is deprecated; where warnings are errors, it would not import.
            warnings.simplefilter("ignore")
            yield logged
    finally:
        root.handlers = handlers
        root.setLevel(level)


def _message(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return f"{record.getMessage()}: {error}" if error else record.getMessage()

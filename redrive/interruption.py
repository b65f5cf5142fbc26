"""How a run is interrupted: what has begun is brought to its end first."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SAID = b"\nredrive: what has begun is brought to its end; this may take half a minute\n"


@contextmanager
def gently(stop: Callable[[], None]) -> Iterator[None]:
    """The first signal calls `stop`, which may wait for nothing, and counts once the `with` block has ended.

    A second one counts at once.
    """
    before = {each: signal.getsignal(each) for each in SIGNALS}
    noted: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        _handle(before)
        noted.append(number)
        os.write(2, SAID)
        stop()

    _handle(dict.fromkeys(SIGNALS, note))
    try:
        yield
    finally:
        _handle(before)
    if noted:
        signal.raise_signal(noted[0])


def _handle(handlers: dict[signal.Signals, signal._HANDLER]) -> None:
    for each, handler in handlers.items():
        signal.signal(each, handler)

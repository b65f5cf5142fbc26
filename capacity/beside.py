"""Work that is done beside each other, on as many cores as there are."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def beside(work: Callable[[T], U], over: Sequence[T]) -> Iterator[U]:
    """Yield what the work gives for each, in order; the processes leave it to this one to be interrupted."""
    if len(over) == 1:
        yield work(over[0])
        return
    with ProcessPoolExecutor(os.cpu_count(), initializer=_uninterrupted) as pool:
        yield from pool.map(work, over)


def _uninterrupted() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

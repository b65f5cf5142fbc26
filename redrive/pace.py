"""How many letters a second are dealt with, however many workers there are."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock


@dataclass
class Pace:
    """One turn after the other, evenly: so many a second, and none is made up for."""

    rate: int
    clock: Callable[[], float] = time.monotonic
    _next: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def turn(self, stopped: Event) -> bool:
        """Wait for the next turn; whether it has come before all was stopped."""
        with self._lock:
            now = self.clock()
            at = max(self._next, now)
            self._next = at + 1 / self.rate
        return not stopped.wait(at - now)

"""What is planted in a task: an error, an answer that is not as it should be, or the end of its execution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ALWAYS = 1_000
# No error of a task: the execution itself is out of time, and no state hears of it.
OUT_OF_TIME = "the execution is out of time"


@dataclass(frozen=True)
class Fault:
    """A task's first attempts end with this error, and the one after them with `then`.

    With `lost` the service had done it, and only its answer is lost.
    """

    error: str
    times: int
    lost: bool = False
    then: str = ""

    def __str__(self) -> str:
        often = {1: "once", ALWAYS: "always"}.get(self.times, f"{self.times} times")
        return f"{self.error} {often}{', done' if self.lost else ''}{', then ' * bool(self.then)}{self.then}"


@dataclass(frozen=True)
class Malformed:
    """A task is answered, but not as it should be; nobody has heard what it thinks."""

    words: str

    def __str__(self) -> str:
        return f"answered with {self.words}"


Faults = Mapping[str, Fault | Malformed]
BROKEN = Fault("Nobody.KnowsThis", ALWAYS)

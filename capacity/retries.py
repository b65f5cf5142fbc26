"""A state's retriers: which of them takes an error, and how long it waits before the next attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

ALL = "States.ALL"


@dataclass(frozen=True, eq=False)
class Retrier:
    """Times are in seconds; what the definition leaves out is as Amazon's States Language has it."""

    errors: frozenset[str]
    attempts: int
    interval: float
    backoff: float
    longest: float
    jitter: bool

    def longest_delay(self, attempt: int) -> float:
        """The delay before the attempt (0 is the first repetition) if chance shortens nothing."""
        return min(self.interval * self.backoff**attempt, self.longest)

    def delay(self, attempt: int, random: Random) -> float:
        """The delay by chance: with jitter FULL any time up to the longest, each as likely."""
        longest = self.longest_delay(attempt)
        return random.uniform(0, longest) if self.jitter else longest


def retriers(state: Mapping[str, Any]) -> tuple[Retrier, ...]:
    """The retriers of a state, in the order in which they are asked."""
    return tuple(
        Retrier(
            frozenset(retrier["ErrorEquals"]),
            retrier.get("MaxAttempts", 3),
            retrier.get("IntervalSeconds", 1),
            retrier.get("BackoffRate", 2),
            retrier.get("MaxDelaySeconds", float("inf")),
            retrier.get("JitterStrategy", "NONE") == "FULL",
        )
        for retrier in state.get("Retry", ())
    )


def taking(found: Iterable[Retrier], error: str) -> Retrier | None:
    """The first retrier that takes this error."""
    return next((retrier for retrier in found if takes(retrier.errors, error)), None)


def takes(errors: Iterable[str], error: str) -> bool:
    """Whether `ErrorEquals` names this error; States.TaskFailed is any but a timeout."""
    return any(name in (error, ALL) or (name == "States.TaskFailed" and error != "States.Timeout") for name in errors)

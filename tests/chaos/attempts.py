"""How often a task may be tried, and how often its retriers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MOST_ATTEMPTS = 3


def attempts_made(
    attempts: Mapping[str, int], failed: Mapping[str, Sequence[str]], tasks: Mapping[str, Any]
) -> Iterator[str]:
    """What is wrong with how often each task was tried; `failed` has the errors of its attempts."""
    for task, made in attempts.items():
        due = _due(failed.get(task, []), tasks[task].get("Retry", []))
        if made != due or made > MOST_ATTEMPTS:
            yield f"{task} was tried {made} times, not {min(due, MOST_ATTEMPTS)}"


def _due(errors: Sequence[str], retriers: Sequence[Mapping[str, Any]]) -> int:
    """How often a task is tried that ends with these errors, one after the other, and then succeeds."""
    used = Counter[int]()
    for tries, error in enumerate(errors, start=1):
        number = next((number for number, each in enumerate(retriers) if error in each["ErrorEquals"]), None)
        if number is None or used[number] >= retriers[number]["MaxAttempts"]:
            return tries
        used[number] += 1
    return len(errors) + 1

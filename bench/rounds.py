"""Timing: the median of three rounds, in seconds of the clock."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROUNDS = 3
ROOT = Path(__file__).resolve().parent.parent


def median(action: Callable[[], object]) -> float:
    """The median time of an action over the rounds."""
    return statistics.median(_timed(action) for _ in range(ROUNDS))


def command(*words: str | Path, statuses: Sequence[int] = (0,)) -> Callable[[], None]:
    """An action that runs a command in the project's folder, outside of CI, and insists on its exit status."""
    environment = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("CKV_")}

    def run() -> None:
        done = subprocess.run(  # noqa: S603 - our own commands
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in statuses:
            raise SystemExit(f"bench: {' '.join(map(str, words))}: exit status {done.returncode}: {done.stderr[-500:]}")

    return run


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start

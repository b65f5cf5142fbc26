"""Timing: the median of three rounds, in seconds of the clock."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

ROUNDS = 3
ENDS_WITHIN = 10.0
NOTHING: Mapping[str, str] = MappingProxyType({})
ROOT = Path(__file__).resolve().parent.parent


def median(action: Callable[[], object]) -> float:
    """The median time of an action over the rounds."""
    return statistics.median(_timed(action) for _ in range(ROUNDS))


def command(
    *words: str | Path, statuses: Sequence[int] = (0,), environment: Mapping[str, str] = NOTHING
) -> Callable[[], None]:
    """An action that runs a command in the project's folder, outside of CI, and insists on its exit status."""
    own = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("CKV_")}

    def run() -> None:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            words,
            cwd=ROOT,
            env={**own, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            # A Ctrl-C is ours alone: we stop it, with whatever it started.
            start_new_session=True,
        )
        with process:
            try:
                _, said = process.communicate()
            except BaseException:
                _stop(process)
                raise
        if process.returncode not in statuses:
            raise SystemExit(f"bench: {' '.join(map(str, words))}: exit status {process.returncode}: {said[-500:]}")

    return run


def _stop(process: subprocess.Popen[str]) -> None:
    """End the session that it leads: at first so that it can clean up."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_WITHIN)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start

"""A command that is never left alone: what is to end the gate waits until the command has ended, which is told once."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(start: Callable[[], subprocess.Popen[str]]) -> tuple[int, str, str]:
    """Its status and what it printed; then raises what a signal would have raised that came meanwhile."""
    started: list[subprocess.Popen[str]] = []
    # Taken once: a second signal would have Terraform end before its state is written.
    untold = [signal.SIGINT]

    def stop() -> None:
        if started and untold:
            started[0].send_signal(untold.pop())

    with _deferred(stop) as came:
        started.append(start())
        if came:
            stop()
        printed, said = started[0].communicate()
    return started[0].returncode, printed or "", said or ""


@contextmanager
def _deferred(stop: Callable[[], None]) -> Iterator[list[int]]:
    """Each signal that comes stops the command, and the first is raised at the end, by its own number."""
    came: list[int] = []

    def note(number: int, _: object) -> None:
        # Whoever started us may have had it ignored. The command then has it as it is by default, and no signal.
        if before[signal.Signals(number)] is not signal.SIG_IGN:
            came.append(number)
            stop()

    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        signal.signal(number, note)
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(signal.Signals(came[0]))

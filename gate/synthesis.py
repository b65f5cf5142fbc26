"""Synthesizing the application, in a process of its own, into a folder that is read once and then thrown away."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, Popen, call
from threading import Event, Timer
from typing import IO

from gate.interpreter import command, environment
from gate.left_behind import adopting
from gate.synthesis_failure import reason

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "cdktf.out"
LAST_BYTES = 10_000
COMMAND = ".venv/bin/python -m stacks"
PATIENCE = 300.0  # seconds


class SynthesisFailed(RuntimeError):
    """The application did not synthesize; the message says why, in one line."""


@contextmanager
def synthesis() -> Iterator[Path]:
    """The folder that a fresh synthesis wrote, for as long as the context lasts; raises SynthesisFailed."""
    # Called as the kept folder is, so that code which does something there alone does it where it is judged.
    scratch = tempfile.mkdtemp(prefix="gate-")
    try:
        folder = Path(scratch) / OUTPUT.name
        folder.mkdir()
        run(ROOT, folder)
        yield folder
    finally:
        # Python's own way gives up where folders are nested deeper than its functions may be.
        call(["rm", "-rf", "--", scratch], stderr=DEVNULL)  # noqa: S603, S607 - a folder of our own


def run(root: Path, folder: Path) -> None:
    """Runs the application of the checkout at `root`, which writes into the folder; raises SynthesisFailed."""
    own = command(root, "stacks", str(folder))
    kept = {name: value for name, value in environment().items() if not name.startswith(("CDKTF_", "GIT_"))}
    # Into a file and not a pipe, whose end never comes where a process that was left behind holds it open.
    with tempfile.TemporaryFile() as said, adopting() as end_left:
        process = Popen(  # noqa: S603 - no shell
            own, cwd=root, env=kept, stdin=DEVNULL, stdout=DEVNULL, stderr=said, start_new_session=True
        )
        try:
            status = _waited(process)
        finally:
            _end(process)
            left = end_left(process.pid)
        if status:
            why = reason(_said(said), root) or f"exit status {status}"
            raise SynthesisFailed(f"stacks: did not synthesize: {why}; see all of it with: {COMMAND}")
    if left:
        raise SynthesisFailed(
            f"stacks: left running what could still write here ({', '.join(left)}); let it start no process of its own"
        )


def _waited(process: Popen[bytes]) -> int:
    """The exit status; blocks until then, since asking again and again would lose a twentieth of a second."""
    late = Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = Timer(PATIENCE, stop)
    timer.daemon = True
    timer.start()
    try:
        status = process.wait()
    finally:
        timer.cancel()
    if late.is_set():
        raise SynthesisFailed(f"stacks: did not end within {PATIENCE:.0f} seconds; see: {COMMAND}")
    return status


def _end(process: Popen[bytes]) -> None:
    """Ends the process with all that is still in its group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _said(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, os.SEEK_END) - LAST_BYTES))
    return said.read().decode(errors="replace")

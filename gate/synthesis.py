"""Synthesizing the application, in a process of its own, into a folder that is read once and then thrown away."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "cdktf.out"
LAST_LINES, LAST_BYTES = 3, 10_000
PATIENCE = 300.0  # seconds


class SynthesisFailed(RuntimeError):
    """The application did not synthesize; the message says why, in one line."""


@contextmanager
def synthesis() -> Iterator[Path]:
    """The folder that a fresh synthesis wrote, for as long as the context lasts; raises SynthesisFailed."""
    # Called as the kept folder is, so that code which does something there alone does it where it is judged.
    with tempfile.TemporaryDirectory(prefix="gate-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch) / OUTPUT.name
        folder.mkdir()
        with tempfile.TemporaryFile() as said:
            _run(folder, said)
        yield folder


def _run(folder: Path, said: IO[bytes]) -> None:
    command = [sys.executable, "-m", "stacks", str(folder)]
    # Into a file and not a pipe, whose end never comes where a process that was left behind holds it open.
    process = Popen(command, cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=said, start_new_session=True)  # noqa: S603
    try:
        status = process.wait(PATIENCE)
    except TimeoutExpired:
        raise SynthesisFailed(f"stacks: did not end within {PATIENCE:.0f} seconds; see: python -m stacks") from None
    finally:
        _end(process)
    if status:
        reason = _last_lines(said) or f"exit status {status}"
        raise SynthesisFailed(f"stacks: did not synthesize: {reason}; see all of it with: python -m stacks")


def _end(process: Popen[bytes]) -> None:
    """Ends the process with whatever it left behind in its session."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_lines(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, os.SEEK_END) - LAST_BYTES))
    lines = said.read().decode(errors="replace").splitlines()
    return " | ".join([line.strip() for line in lines if line.strip()][-LAST_LINES:])

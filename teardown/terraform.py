"""Terraform in the folder of the stack, with the environment of whoever runs this."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from commands.process import Stopped

FIRST_LINES = 3
COLOR = re.compile(r"\x1b\[[0-9;]*m")
PAUSE = 0.2  # seconds


class Terraform:
    """The command in a folder that was initialized. Raises Stopped where it fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str) -> str:
        """What a command prints. An interruption is handed on once, and then waited for: Terraform writes its state."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            status = self._ended(arguments, out, errors)
            out.seek(0)
            errors.seek(0)
            if status:
                raise Stopped(f"terraform {arguments[0]}: {_reason(errors.read())}; fix that, and run it again")
            return out.read()

    def _ended(self, arguments: tuple[str, ...], out: IO[str], errors: IO[str]) -> int:
        """The exit status."""
        with _interruptions() as came:
            try:
                process = subprocess.Popen(  # noqa: S603 - no shell
                    ["terraform", *arguments],  # noqa: S607 - whichever deployed it
                    cwd=self.folder,
                    env={**os.environ, "TF_IN_AUTOMATION": "1"},
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=errors,
                    # A Ctrl-C is ours alone: at a second one, Terraform would end without its state.
                    start_new_session=True,
                )
            except OSError as error:
                raise Stopped(f"terraform: {error.strerror}; install Terraform, and name the folder") from None
            handed_on = False
            while process.poll() is None:
                if came and not handed_on:
                    process.send_signal(signal.SIGINT)
                    handed_on = True
                with suppress(subprocess.TimeoutExpired):
                    process.wait(PAUSE)
            return process.returncode


@contextmanager
def _interruptions() -> Iterator[list[int]]:
    """The signals that ask us to end, as they come; afterwards, the first of them does what it always does."""
    came: list[int] = []
    # Whoever starts us may have had one ignored, as nohup does, and it stays so.
    ending = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    numbers = [number for number in ending if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in numbers}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def _reason(said: str) -> str:
    """The first lines of its error, in one: warnings stand before them, and advice or a value behind them."""
    lines = [line.strip("\u2502\u2577\u2575 ") for line in COLOR.sub("", said).splitlines()]
    first = next((number for number, line in enumerate(lines) if line.startswith("Error:")), 0)
    return " | ".join([line for line in lines[first:] if line][:FIRST_LINES]) or "failed and did not say why"

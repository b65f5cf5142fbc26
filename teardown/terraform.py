"""Terraform in the folder of the stack, with the environment of whoever runs this."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path

from teardown.stopped import Stopped

LAST_LINES = 3


class Terraform:
    """The command in a folder that was initialized. Raises Stopped where it fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str) -> str:
        """What a command prints. An interruption is handed on once, and then waited for: Terraform writes its state."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
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
                raise Stopped(
                    f"terraform: {error.strerror}; install Terraform, or name the folder with --folder"
                ) from None
            status = _waited(process)
            out.seek(0)
            errors.seek(0)
            if status:
                raise Stopped(f"terraform {arguments[0]}: {_reason(errors.read())}; mend that, and run it again")
            return out.read()


def _waited(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:
                continue
        raise


def _reason(said: str) -> str:
    """Its first lines, in one: whatever stands behind them is advice, or a value."""
    lines = [line.strip("\u2502\u2577\u2575 ") for line in said.splitlines()]
    return " | ".join([line for line in lines if line][:LAST_LINES]) or "failed and did not say why"

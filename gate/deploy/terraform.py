"""Terraform in a working copy: quietly, or seen on the terminal. An interrupted one writes its state first."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gate.deploy.backend import explained
from gate.deploy.refused import CannotDeploy


@dataclass(frozen=True)
class Terraform:
    """The command in a folder."""

    folder: Path
    environment: Mapping[str, str]

    def quietly(self, *arguments: str) -> str:
        """What a command prints; raises CannotDeploy with the last it said."""
        run = subprocess.run(  # noqa: S603 - no shell
            [_program(), *arguments, "-no-color"],
            check=False,
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
        if run.returncode:
            # Of what it printed beside its errors, some may be secret.
            lines = [line for line in (each.strip(" │╷╵") for each in run.stderr.splitlines()) if line]
            why = " ".join(lines)[:600] or "it does not say why"
            failed = f"{self.folder.name}: terraform {arguments[0]} failed: {why}"
            raise CannotDeploy(explained(self.folder.name, "\n".join(lines)) or failed)
        return run.stdout

    def visibly(self, *arguments: str) -> bool:
        """Whether a command succeeds. Whatever ends this process ends it too, once its state is written."""
        process = subprocess.Popen(  # noqa: S603 - no shell
            [_program(), *arguments, "-no-color"],
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            # Ctrl-C would reach it beside us, and the second signal stops it before its state is written.
            start_new_session=True,
        )
        try:
            return process.wait() == 0
        except BaseException:
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            process.send_signal(signal.SIGINT)
            process.wait()
            signal.signal(signal.SIGINT, before)
            raise


def _program() -> str:
    found = shutil.which("terraform")
    if found is None:
        raise CannotDeploy("no terraform on the PATH; install Terraform 1.11 or newer")
    return found

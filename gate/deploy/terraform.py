"""Terraform in a working copy: quietly, or seen on the terminal. An interrupted one writes its state first."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gate.deploy.backend import explained
from gate.deploy.refused import CannotDeploy
from gate.deploy.signals import run

LOG = "TF_LOG"


@dataclass(frozen=True)
class Terraform:
    """The command in a folder."""

    folder: Path
    environment: Mapping[str, str]

    def quietly(self, *arguments: str) -> str:
        """What a command prints; raises CannotDeploy with the last it said."""
        # Its log would come before its errors.
        environment = {name: value for name, value in self.environment.items() if not name.startswith(LOG)}
        status, printed, said = self._run(arguments, environment, subprocess.PIPE)
        if status:
            # Of what it printed beside its errors, some may be secret.
            lines = [line for line in (each.strip(" │╷╵") for each in said.splitlines()) if line]
            why = " ".join(lines)[:600] or "it does not say why"
            failed = f"{self.folder.name}: terraform {arguments[0]} failed: {why}"
            raise CannotDeploy(explained(self.folder.name, "\n".join(lines)) or failed)
        return printed

    def visibly(self, *arguments: str) -> bool:
        """Whether a command succeeds."""
        status, _, _ = self._run(arguments, self.environment, None)
        return status == 0

    def _run(
        self, arguments: Sequence[str], environment: Mapping[str, str], output: int | None
    ) -> tuple[int, str, str]:
        """Its status, and what it printed to a pipe. What ends this process ends it first, its state written."""
        start = partial(
            subprocess.Popen,
            [_program(), *arguments, "-no-color"],
            cwd=self.folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            errors="replace",
            # Ctrl-C would reach it beside us, and the second signal stops it before its state is written.
            start_new_session=True,
        )
        return run(start)


def _program() -> str:
    found = shutil.which("terraform")
    if found is None:
        raise CannotDeploy("no terraform on the PATH; install Terraform 1.11 or newer")
    return found

"""Synthesizing a revision from its own code, in a scratch folder and a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from gate.compare.tracked import Files, copy
from gate.interpreter import command, environment
from gate.synthesis import SynthesisFailed

# What the application is made of.
NEEDED = ("stacks", "lambdas", "cdktf.json")
PATIENCE = 300  # seconds; it takes one or two


def synthesized(files: Files, scratch: Path) -> Path:
    """The folder that the revision's own code writes, in `scratch`; raises SynthesisFailed and Misplaced."""
    for needed in ("stacks/__init__.py", "stacks/__main__.py"):
        if needed not in files:
            raise SynthesisFailed(f"does not synthesize: {needed} is missing")
    root, output = scratch / "root", scratch / "cdktf.out"
    root.mkdir()
    copy(files, NEEDED, root)
    _run(command(root, "stacks", str(output)), root)
    return output


def _run(own: Sequence[str], root: Path) -> None:
    kept = {name: value for name, value in environment().items() if not name.startswith(("CDKTF_", "GIT_"))}
    with subprocess.Popen(  # noqa: S603 - no shell
        own, cwd=root, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            _, printed = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise SynthesisFailed(f"does not synthesize: it has not ended within {PATIENCE} seconds") from None
    if process.returncode:
        reason = (printed.decode(errors="replace").strip().splitlines() or ["it does not say why"])[-1]
        raise SynthesisFailed(f"does not synthesize: {reason}")

"""Synthesizing a revision from its own code, in a scratch folder and a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from gate.compare.tracked import Files, copy
from gate.synthesis import ROOT, SynthesisFailed

# What the application is made of.
NEEDED = ("stacks", "lambdas", "cdktf.json")
PATIENCE = 300  # seconds; it takes one or two
# The revision's root in place of this project's own, so that nothing of the one is taken for the other's.
START = """\
import runpy, sys
root, own, output = sys.argv[1:]
sys.path[:] = [root, *(path for path in sys.path if path not in ("", own))]
sys.argv[1:] = [output]
runpy.run_module("stacks", run_name="__main__", alter_sys=True)
"""


def synthesized(files: Files, scratch: Path) -> Path:
    """The folder that the revision's own code writes, in `scratch`; raises SynthesisFailed and Misplaced."""
    for needed in ("stacks/__init__.py", "stacks/__main__.py"):
        if needed not in files:
            raise SynthesisFailed(f"does not synthesize: {needed} is missing")
    root, output = scratch / "root", scratch / "cdktf.out"
    root.mkdir()
    copy(files, NEEDED, root)
    _run(isolated(root, output), root)
    return output


def isolated(root: Path, output: Path) -> Sequence[str]:
    """The command that synthesizes from `root`: no variable and no folder of the user's decides what it imports."""
    return [sys.executable, "-I", "-c", START, str(root), str(ROOT), str(output)]


def _run(command: Sequence[str], root: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CDKTF_", "PYTHON", "GIT_"))}
    environment = kept | {"PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(  # noqa: S603 - no shell
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            _, printed = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise SynthesisFailed(f"does not synthesize: it has not ended within {PATIENCE} seconds") from None
    if process.returncode:
        reason = (printed.decode(errors="replace").strip().splitlines() or ["it does not say why"])[-1]
        raise SynthesisFailed(f"does not synthesize: {reason}")

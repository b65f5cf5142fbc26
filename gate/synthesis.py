"""Synthesizing the application into a folder, whole or not at all, in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from gate.interpreter import command, environment

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "cdktf.out"
LAST_LINES = 3


class SynthesisFailed(RuntimeError):
    """The application did not synthesize; the message says why, in one line."""


def synthesize(output: Path = OUTPUT) -> list[Path]:
    """The synthesized files of all stacks, fresh in the folder `output`; raises SynthesisFailed.

    The application writes into a temporary folder that takes the place of `output` only when all went well, so that
    nothing of an earlier synthesis is judged.
    """
    try:
        return _synthesize(output)
    except OSError as error:
        raise SynthesisFailed(f"{error.filename}: {error.strerror}; {output.name} must be writable") from None


def _synthesize(output: Path) -> list[Path]:
    scratch = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        _run(scratch)
        files = sorted(path.relative_to(scratch) for path in scratch.glob("stacks/*/cdk.tf.json"))
        if not files:
            raise SynthesisFailed("stacks: the application synthesized no stack; look at stacks/__main__.py")
        shutil.rmtree(output, ignore_errors=True)
        scratch.rename(output)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return [output / path for path in files]


def _run(folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own code
        command(ROOT, "stacks", str(folder)), cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()][-LAST_LINES:]
        reason = " | ".join(lines) or f"exit status {done.returncode}"
        raise SynthesisFailed(f"stacks: did not synthesize: {reason}; see all of it with: python -m stacks")

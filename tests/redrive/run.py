"""The command, as an operator runs it."""

import subprocess
import sys
from pathlib import Path

from live.aws import Aws
from tests.processes import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def started(aws: Aws, *arguments: str) -> subprocess.Popen[str]:
    """The command as it runs."""
    return subprocess.Popen(
        [sys.executable, "-m", "redrive", *arguments],
        env=aws.environment() | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(aws: Aws, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One run of the command against this AWS, which must not tell a card's token."""
    with started(aws, *arguments) as process:
        stdout, stderr = process.communicate(timeout=PATIENCE)
    done = subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)
    assert "Traceback" not in done.stderr
    assert "tok_" not in done.stdout + done.stderr
    return done


def lines(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    """(reason, what came of it) of each letter that was shown."""
    return [(each.split("\t")[0], each.split("\t")[-1]) for each in done.stdout.splitlines()]

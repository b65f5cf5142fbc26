"""Whatever is to end the gate waits for Terraform, which is told once, writes its state and releases its lock."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import HEARING, PATIENCE, until

ROOT = Path(__file__).resolve().parents[3]
# It needs a while to write what it holds, and writes down each signal that reaches it.
TERRAFORM = """#!/bin/sh
trap 'echo told >> told; sleep 1; touch stopped' INT
trap 'echo terminated >> told' TERM HUP
touch begun
until [ -e stopped ]; do sleep 0.05; done
echo written > state
exit 1
"""
GATE = """
import signal, sys
from pathlib import Path
from gate import process
from gate.deploy.terraform import Terraform
process.listen()
try:
    getattr(Terraform(Path(sys.argv[1]), {"PATH": sys.argv[2]}), sys.argv[3])("plan")
finally:
    print(Path(sys.argv[1], "state").exists())
"""
RUNS = ("quietly", "visibly")


def start(folder: Path, runs: str) -> "subprocess.Popen[str]":
    program = folder / "bin" / "terraform"
    program.parent.mkdir()
    program.write_text(TERRAFORM)
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        [sys.executable, "-c", HEARING + GATE, str(folder), path, runs],
        cwd=ROOT,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(gate: "subprocess.Popen[str]", folder: Path, *numbers: signal.Signals) -> int:
    """Its status where these come one after the other, once Terraform is at work."""
    assert until((folder / "begun").exists)
    for number in numbers:
        gate.send_signal(number)
        assert until(lambda: (folder / "told").exists() or gate.poll() is not None)
    said, _ = gate.communicate(timeout=PATIENCE)
    assert said == "True\n"
    return gate.returncode


@pytest.mark.parametrize("runs", RUNS)
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_it_ends_by_the_signal_once_terraform_has_written(
    tmp_path: Path, runs: str, number: signal.Signals, status: int
) -> None:
    assert ended(start(tmp_path, runs), tmp_path, number) == status


@pytest.mark.parametrize("runs", RUNS)
def test_however_often_it_is_to_end_terraform_is_told_once(tmp_path: Path, runs: str) -> None:
    """A second one has Terraform give up at once."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    assert ended(start(tmp_path, runs), tmp_path, *numbers) == 143
    assert (tmp_path / "told").read_text() == "told\n"


@pytest.mark.parametrize("runs", RUNS)
def test_ctrl_c_reaches_terraform_only_through_the_gate(tmp_path: Path, runs: str) -> None:
    gate = start(tmp_path, runs)
    assert until((tmp_path / "begun").exists)
    assert os.getpgid(gate.pid) == os.getpgid(0)
    (found,) = Path(f"/proc/{gate.pid}/task/{gate.pid}/children").read_text().split()
    assert os.getpgid(int(found)) != os.getpgid(gate.pid)
    assert ended(gate, tmp_path, signal.SIGINT) == -signal.SIGINT

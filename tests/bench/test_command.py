"""`python -m bench`: what it says of itself, and that it leaves nothing behind when it is stopped."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.processes import PATIENCE, processes, shown, until

ROOT = Path(__file__).resolve().parents[2]
BENCH = [sys.executable, "-m", "bench"]


@shown
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_it_is_stopped_no_process_and_no_folder_is_left(number: signal.Signals, tmp_path: Path) -> None:
    marker = str(uuid.uuid4())
    environment = os.environ | {"BENCH_TEST": marker, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(BENCH, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert until(lambda: len(processes(marker)) > 2), "it starts no command that starts another"
        process.send_signal(number)
        said, error = process.communicate(timeout=PATIENCE)
        assert (process.returncode, said, error) == (128 + number, b"", b"")
    assert until(lambda: not processes(marker))
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_fails_ends_it_and_is_named(tmp_path: Path) -> None:
    program = "from bench.rounds import command; command('git', 'no-such-command')()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("bench: git no-such-command: exit status 1: git: ")

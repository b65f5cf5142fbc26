"""`python -m bench`: what it says of itself, and that it leaves nothing behind when it is stopped."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCH = [sys.executable, "-m", "bench"]
PATIENCE = 60.0


def processes(marker: str) -> set[int]:
    """The processes whose environment holds this."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "environ").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def until(happens: Callable[[], bool]) -> bool:
    """Whether it happens at all; nothing here is about how soon."""
    end = time.monotonic() + PATIENCE
    while not happens() and time.monotonic() < end:
        time.sleep(0.05)
    return happens()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="NOT TESTED: no /proc to find processes in")
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
    assert done.stderr.startswith("bench: git no-such-command: exit status 1: git: 'no-such-command' is not")

"""A campaign, with a program in the engine's place that says what libFuzzer says: what is told, and what stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fuzzing import campaign, child, command, inputs
from fuzzing.child import Said
from fuzzing.target import LARGEST

ROOT = Path(__file__).resolve().parents[2]
CLEAN = """
echo '#2	INITED cov: 5 ft: 6 corp: 1/1b'
echo '#900	NEW    cov: 12 ft: 34 corp: 2/2b'
echo 'stat::number_of_executed_units: 1234'
"""
CRASH = """
echo '#7	NEW    cov: 3 ft: 4 corp: 1/1b'
echo ' === Uncaught Python exception: ==='
echo 'Defect: takes another rule than the file says'
for word; do case "$word" in -artifact_prefix=*) folder="${word#*=}" ;; esac; done
echo bytes > "${folder}crash-1a2b"
echo "artifact_prefix='$folder'; Test unit written to ${folder}crash-1a2b"
exit 77
"""
HANG = """
echo '==1== ERROR: libFuzzer: timeout after 11 seconds'
for word; do case "$word" in -artifact_prefix=*) folder="${word#*=}" ;; esac; done
echo "artifact_prefix='$folder'; Test unit written to ${folder}timeout-3c4d"
exit 70
"""
BROKEN = """
echo "ModuleNotFoundError: No module named 'atheris'"
exit 1
"""
Fuzz = Callable[..., Result]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a program into the engine's place, and the work of a campaign into a folder of the test."""

    def put(says: str) -> Path:
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\necho \"$*\" >> '{tmp_path}/calls'\n{says}")
        program.chmod(0o755)
        for module in (child, inputs):
            monkeypatch.setattr(module, "PYTHON", program)
        monkeypatch.setattr(campaign, "WORK", tmp_path / "work")
        return program

    return put


def fuzz(*arguments: str) -> Result:
    return CliRunner().invoke(command.fuzzing, arguments)


def test_a_target_in_which_nothing_is_found_is_told_with_what_was_reached(
    engine: Callable[[str], Path], tmp_path: Path
) -> None:
    engine(CLEAN)
    done = fuzz("--target", "keys", "--seconds", "10")
    assert done.exit_code == 0
    assert "keys: 1,234 runs, 12 edges, 34 features; nothing was found" in done.stdout
    call = (tmp_path / "calls").read_text()
    for limit in ("-max_total_time=10", "-timeout=10", f"-max_len={LARGEST}", "-rss_limit_mb=2048"):
        assert limit in call


def test_the_seconds_are_shared_by_the_targets(engine: Callable[[str], Path], tmp_path: Path) -> None:
    engine(CLEAN)
    assert fuzz("--target", "keys", "--target", "envelope", "--seconds", "10").exit_code == 0
    assert (tmp_path / "calls").read_text().count("-max_total_time=5 ") == 2


@pytest.mark.parametrize(
    ("says", "reason", "name"),
    [
        (CRASH, "Defect: takes another rule than the file says", "crash-1a2b"),
        (HANG, "timeout after 11 seconds", "timeout-3c4d"),
    ],
    ids=["crash", "hang"],
)
def test_a_finding_is_told_with_its_input_and_the_command_that_shows_it_again(
    says: str, reason: str, name: str, engine: Callable[[str], Path], tmp_path: Path
) -> None:
    engine(says)
    done = fuzz("--target", "keys", "--target", "envelope", "--seconds", "10")
    assert done.exit_code == 1
    for target in ("keys", "envelope"):
        path = tmp_path / "work" / "findings" / target / name
        assert f"found: {reason}\n  input: {path}\n" in done.stdout
        assert f"see it again: .venv/bin/python -m fuzzing replay {target} {path}\n" in done.stdout
    assert "2 found something" in done.stdout


def test_an_engine_that_does_not_run_is_no_finding(engine: Callable[[str], Path]) -> None:
    engine(BROKEN)
    done = fuzz("--target", "keys", "--seconds", "10")
    assert done.exit_code == 2
    assert "keys: 0 runs, 0 edges, 0 features; it ended with status 1: ModuleNotFoundError" in done.stdout


def test_without_the_engine_one_line_says_what_to_do(engine: Callable[[str], Path]) -> None:
    engine(CLEAN).unlink()
    done = fuzz("--target", "keys")
    assert done.exit_code == 1  # of click's own, which the process makes a 2
    assert "run `make fuzz`" in done.output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_campaign_leaves_no_process_and_no_scratch_behind(
    number: signal.Signals, engine: Callable[[str], Path], tmp_path: Path
) -> None:
    started = f"'{tmp_path}/started'"
    program = engine(f'echo "$$ $TMPDIR" > {started}.new\nmv {started}.new {started}\nexec cat > /dev/null\n')
    start = (
        "import sys; from pathlib import Path; from fuzzing import __main__, campaign, child, inputs; "
        f"child.PYTHON = inputs.PYTHON = Path({str(program)!r}); campaign.WORK = Path({str(tmp_path / 'work')!r}); "
        "sys.argv = ['fuzzing', '--target', 'keys']; __main__.run(__main__.fuzzing, 'fuzzing', __main__.ENDING)"
    )
    process = subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < until:
        time.sleep(0.05)
    pid, scratch = (tmp_path / "started").read_text().split()
    assert Path(scratch).is_dir()
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "Traceback" not in said
    assert not Path(scratch).exists()
    assert is_gone(int(pid))


def is_gone(pid: int) -> bool:
    """Whether a process ends, at the latest by its standard input, which nobody holds open any more."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_the_reason_of_a_finding_is_what_was_raised_and_not_that_the_process_ended() -> None:
    said = Said()
    lines = ("x", " === Uncaught Python exception: === ", "KeyError: 'a'", "Traceback (most recent call last):")
    for line in (*lines, "==1== ERROR: libFuzzer: fuzz target exited"):
        said.hear(f"{line}\n")
    assert said.reason == "KeyError: 'a'"


def test_an_input_is_replayed_without_the_engine(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(b"[]")
    bad.write_bytes(b'{"a": 1}')
    assert fuzz("replay", "strict_json", str(good)).stdout == f"strict_json: {good}: nothing is wrong\n"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("fuzzing.targets.strict_json.loads", lambda _text: 1)
        done = fuzz("replay", "strict_json", str(bad))
    assert done.exit_code == 1
    assert done.stdout == f"strict_json: {bad}: reads another value than the text says\n"


def test_the_targets_are_listed_with_their_readers() -> None:
    done = fuzz("targets")
    assert done.exit_code == 0
    assert "redrive.letters:read" in done.stdout

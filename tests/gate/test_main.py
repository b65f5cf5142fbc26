"""The process of the gate: every end has a status that means something, and no traceback."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import PATIENCE, complaints, until

ROOT = Path(__file__).resolve().parents[2]
GATE = [sys.executable, "-m", "gate"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the rooms, whose code can be broken without harm."""
    for room in ("gate", "policies", "stacks", "lambdas", "tests/compliance"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*GATE, *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def assert_could_not_judge(done: subprocess.CompletedProcess[str], project: Path, *words: str) -> None:
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr + done.stdout
    for word in words:
        assert word in done.stdout + done.stderr
    assert json.loads((project / "reports" / "verdict.json").read_text())["verdict"] == "error"


def test_a_broken_policy_could_not_judge_and_is_named(project: Path, synthesized: Path) -> None:
    (project / "policies" / "functions" / "function_reserves_concurrency.py").write_text("def broken(:\n")
    done = run(project, "check", str(synthesized), "--reports", "reports")
    assert_could_not_judge(done, project, "policies/functions/function_reserves_concurrency.py", "SyntaxError")


def test_a_module_of_the_rulebook_that_does_not_import_is_no_verdict(project: Path) -> None:
    (project / "policies" / "core" / "strict_json.py").write_text("raise ValueError('broken module')\n")
    done = run(project)
    assert done.returncode == 2
    assert complaints(done.stderr) == ["gate: could not judge: ValueError: broken module"]


def test_a_run_that_is_cut_off_takes_back_the_verdict_and_leaves_nothing_behind(project: Path) -> None:
    (project / "stacks" / "__main__.py").write_text("import time; time.sleep(3600)\n")
    reports = project / "reports"
    reports.mkdir()
    (reports / "verdict.json").write_text('{"verdict": "open"}')
    scratch = project / "scratch"
    scratch.mkdir()
    environment = os.environ | {"PYTHONPATH": str(project), "TMPDIR": str(scratch)}
    process = subprocess.Popen(GATE, cwd=project, env=environment, stderr=subprocess.PIPE, text=True)
    assert until(lambda: any(scratch.glob("gate-*/cdktf.out")))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert list(scratch.glob("gate-*")) == list(project.glob(".cdktf.out.*")) == []
    assert json.loads((reports / "verdict.json").read_text())["verdict"] == "error"


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["policies"], ["explain", "FRAUD_FUNCTION_1"]])
def test_what_only_tells_ends_well(arguments: list[str]) -> None:
    done = subprocess.run([*GATE, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("arguments", [["nope"], ["check", "--nope"], ["explain"], ["explain", "FRAUD_FUNKTION_1"]])
def test_a_slip_of_the_pen_is_told_without_a_traceback(arguments: list[str]) -> None:
    done = subprocess.run([*GATE, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_an_unknown_policy_is_answered_with_the_near_ones() -> None:
    done = subprocess.run([*GATE, "explain", "FRAUD_FUNKTION_1"], capture_output=True, text=True, check=False)
    assert "did you mean FRAUD_FUNCTION_1" in done.stderr


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    """No synthesized file, which is soon judged."""
    path = tmp_path / "cdk.tf.json"
    path.write_text("{}")
    return path


def ended(command: str, *arguments: str) -> tuple[int, str]:
    """How a command of the shell ends that calls the gate as `"$@"`: its status, and what stands on standard error."""
    done = subprocess.run(["sh", "-c", command, "sh", *GATE, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [["policies", "--json"], ["policies"], ["explain", "FRAUD_FUNCTION_1"]])
def test_a_reader_that_goes_away_changes_no_status(arguments: list[str]) -> None:
    assert ended('{ "$@"; echo $? >&2; } | true', *arguments) == (0, "0\n")


def test_a_reader_that_goes_away_leaves_the_status_of_the_verdict(unreadable: Path) -> None:
    assert ended('{ "$@"; echo $? >&2; } | true', "check", str(unreadable)) == (0, "2\n")


def test_a_closed_output_is_told_and_leaves_the_status_of_the_verdict(unreadable: Path) -> None:
    status, said = ended('"$@" >&-', "check", str(unreadable))
    assert (status, len(said.splitlines())) == (2, 1)
    assert "standard output is closed" in said


def test_a_closed_output_does_not_keep_checkov_from_judging(synthesized: Path) -> None:
    status, said = ended('"$@" >&-', "check", str(synthesized))
    assert (status, "standard output is closed" in said) == (0, True)


@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_leave_the_status_of_the_verdict(closed: str, unreadable: Path) -> None:
    assert ended(f'"$@" {closed}', "check", str(unreadable)) == (2, "")
    assert ended(f'"$@" {closed}', "policies") == (0, "")


CAUGHT = """
import os, signal, sys, time
from asteval import Interpreter
from gate import process
process.end_by(signal.{name}, SystemExit(99))

def called():
    os.kill(os.getpid(), signal.{name})
    time.sleep(0.1)

evaluate = Interpreter()
evaluate.symtable["called"] = called
evaluate("called()", show_errors=False)
print("evaluated", flush=True)
time.sleep(3600)
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_the_run_even_where_checkovs_evaluation_catches_whatever_is_raised(name: str) -> None:
    program = CAUGHT.format(name=name)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (99, "evaluated\n")

"""CDKTF's command line gets a synthesized stack through the gate, or none."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("gate", "policies", "stacks", "lambdas", "tests/compliance")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with its environment, whose settings can be changed without harm."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "cdktf.json", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    # Through the link Python would take itself for the one that it was made from, without its packages.
    (tmp_path / ".venv" / "pyvenv.cfg").write_text((Path(sys.prefix) / "pyvenv.cfg").read_text())
    (tmp_path / ".venv" / "lib").symlink_to(Path(sys.prefix) / "lib")
    return tmp_path


def reserve_nine(project: Path) -> None:
    settings = project / "stacks" / "settings.py"
    settings.write_text(settings.read_text().replace("executions: int = 10", "executions: int = 9"))


def run(project: Path, command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def app(project: Path) -> subprocess.CompletedProcess[str]:
    """The application of cdktf.json, run as CDKTF's command line runs it."""
    command = shlex.split(json.loads((project / "cdktf.json").read_text())["app"])
    return run(project, command, CDKTF_OUTDIR=str(project / "cdktf.out"))


def test_an_open_stack_is_synthesized(project: Path) -> None:
    done = app(project)
    assert done.returncode == 0, done
    assert (project / "cdktf.out" / "manifest.json").is_file()
    assert (project / "cdktf.out" / "stacks" / "fraud-detection" / "cdk.tf.json").is_file()


def test_of_a_closed_stack_nothing_is_left(project: Path) -> None:
    (project / "cdktf.out").mkdir()
    (project / "cdktf.out" / "manifest.json").write_text('{"version": "0.21.0", "stacks": {}}')
    reserve_nine(project)
    done = app(project)
    assert done.returncode == 1
    assert "FRAUD_FUNCTION_1" in done.stdout
    assert not (project / "cdktf.out").exists()


@pytest.mark.parametrize("name", ["TF_CLI_ARGS_apply", "TF_REATTACH_PROVIDERS", "TERRAFORM_BINARY_NAME"])
def test_where_the_environment_steers_terraform_nothing_is_synthesized(name: str, project: Path) -> None:
    done = run(project, [sys.executable, "-m", "gate", "synth"], **{name: "x"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{name}: steers Terraform past the judged file; unset {name}\n"
    assert not (project / "cdktf.out").exists()


@pytest.mark.parametrize("command", ["synth", "deploy"])
def test_cdktf_itself_stops_at_a_violation(command: str, project: Path) -> None:
    cdktf = shutil.which("cdktf")
    if cdktf is None or shutil.which("terraform") is None:
        pytest.skip("NOT TESTED: no cdktf or no terraform on the PATH; npm install --global cdktf-cli@0.21.0")
    reserve_nine(project)
    done = run(project, [cdktf, command], CHECKPOINT_DISABLE="1")
    assert done.returncode != 0
    assert "reserves 9 concurrent executions, not 10" in done.stdout + done.stderr

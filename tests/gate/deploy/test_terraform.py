"""Terraform as a deploy runs it: what fails is told by its errors alone."""

import os
from pathlib import Path

import pytest

from gate.deploy.refused import CannotDeploy
from gate.deploy.terraform import Terraform


def terraform(folder: Path, script: str) -> Terraform:
    program = folder / "bin" / "terraform"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Terraform(folder, {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"})


@pytest.fixture(autouse=True)
def _path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")


def test_a_command_that_fails_is_told_by_its_errors_and_by_nothing_else(tmp_path: Path) -> None:
    run = terraform(tmp_path, "echo 'value = the-key-of-a-client'; echo '│ Error: bad' >&2; echo '│ state' >&2; exit 1")
    with pytest.raises(CannotDeploy) as failed:
        run.quietly("show", "-json")
    assert str(failed.value) == f"{tmp_path.name}: terraform show failed: Error: bad state"


def test_one_that_fails_in_silence_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(CannotDeploy, match="terraform plan failed: it does not say why"):
        terraform(tmp_path, "exit 1").quietly("plan")


def test_a_log_that_somebody_has_terraform_write_comes_before_no_error(tmp_path: Path) -> None:
    run = terraform(tmp_path, "env | grep ^TF_ >&2; exit 1")
    told = {
        **run.environment,
        "TF_LOG": "trace",
        "TF_LOG_CORE": "trace",
        "TF_LOG_PATH": "log",
        "TF_VAR_account_id": "1",
    }
    with pytest.raises(CannotDeploy, match=r"terraform plan failed: TF_VAR_account_id=1$"):
        Terraform(tmp_path, told).quietly("plan")


def test_what_it_prints_is_what_it_says(tmp_path: Path) -> None:
    assert terraform(tmp_path, 'echo "$@"').quietly("show", "-json") == "show -json -no-color\n"


def test_an_apply_succeeds_or_not(tmp_path: Path) -> None:
    assert terraform(tmp_path, '[ "$1" = apply ]').visibly("apply")
    assert not Terraform(tmp_path, {"PATH": os.environ["PATH"]}).visibly("plan")

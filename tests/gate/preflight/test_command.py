"""The command itself, in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gate.synthesis import ROOT
from live.deployment import VARIABLES
from policies.core.known_stacks import KNOWN_STACKS, SYSTEM


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH with a Terraform that knows write-only values, and nothing else."""
    terraform = tmp_path / "bin" / "terraform"
    terraform.parent.mkdir()
    terraform.write_text("""#!/bin/sh\necho '{"terraform_version": "1.11.4"}'\n""")
    terraform.chmod(0o755)
    return str(terraform.parent)


def run(path: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Without credentials, and with no other variable than these."""
    given = {"PATH": path, "HOME": os.devnull, "AWS_EC2_METADATA_DISABLED": "true", **environment}
    return subprocess.run(
        [sys.executable, "-m", "gate", "preflight", *map(str, arguments)],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )


def variables() -> dict[str, str]:
    return {f"TF_VAR_{name}": value for name, value in VARIABLES.items()}


def test_where_all_is_there_each_line_is_ok_and_no_value_is_shown(enough: int, synthesized: Path, path: str) -> None:
    done = run(path, synthesized.parents[2], "--unreserved-concurrency", enough, **variables())
    assert (done.returncode, done.stderr) == (0, "The account was not asked; --aws does that.\n")
    assert {line.split("  ")[0] for line in done.stdout.splitlines()} == {"ok"}
    assert not any(value in done.stdout for value in VARIABLES.values() if value.isascii() and len(value) > 9)
    assert "\x1b" not in done.stdout


def test_what_is_missing_and_what_is_not_known_decide_the_exit_status(
    enough: int, synthesized: Path, path: str
) -> None:
    folder = synthesized.parents[2]
    assert run(path, folder, **variables()).returncode == 2
    assert run(path, folder, "--unreserved-concurrency", enough - 1, **variables()).returncode == 1
    assert run(os.devnull, folder, "--unreserved-concurrency", enough, **variables()).returncode == 1
    assert run(path, folder, "--unreserved-concurrency", enough, **variables(), AWS_REGION="eu-west-1").returncode == 1


def test_json_holds_the_same_lines(synthesized: Path, path: str, tmp_path: Path) -> None:
    (tmp_path / "production.tfvars.json").write_text(json.dumps(VARIABLES | {"account_id": "1"}))
    done = run(path, synthesized.parents[2], "--json", "--var-file", tmp_path / "production.tfvars.json")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    states = {row["name"]: row["state"] for row in rows}
    assert (states["variable account_id"], states["variable alert_email"]) == ("missing", "ok")
    assert states["concurrency"] == "not known"
    assert all(row.keys() == {"name", "state", "details", "remedy"} for row in rows)


def test_without_credentials_the_account_is_not_known(synthesized: Path, path: str) -> None:
    done = run(path, synthesized.parents[2], "--aws", **variables())
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (2, "")
    assert any(line.startswith("not known  sts:GetCallerIdentity: was not answered: NoCredentials") for line in lines)
    assert not any(line.startswith("ok") and ("SMS" in line or "concurrency" in line) for line in lines)


def test_the_concurrency_that_was_given_is_not_asked_for(enough: int, synthesized: Path, path: str) -> None:
    done = run(path, synthesized.parents[2], "--aws", "--unreserved-concurrency", enough, **variables())
    assert f"ok         concurrency: {enough} are unreserved" in done.stdout
    assert "lambda:" not in done.stdout


@pytest.mark.parametrize("stack", KNOWN_STACKS)
def test_a_folder_that_lacks_a_stack_is_none(stack: str, synthesized: Path, path: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))
    shutil.rmtree(folder / "stacks" / stack)
    done = run(path, folder, "--unreserved-concurrency", 130, **variables())
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"holds no stack {stack}; run `make gate`" in done.stderr


def test_a_reservation_that_is_no_number_is_not_taken_for_none(synthesized: Path, path: str, tmp_path: Path) -> None:
    output = Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))
    file = output / "stacks" / SYSTEM / "cdk.tf.json"
    file.write_text(
        file.read_text().replace('"reserved_concurrent_executions": 10', '"reserved_concurrent_executions": "many"')
    )
    done = run(path, output, **variables())
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "reserves no whole number of executions; run `make gate`" in done.stderr


def test_a_folder_without_a_stack_and_a_file_that_is_none_are_one_line(tmp_path: Path, path: str) -> None:
    for arguments in ([tmp_path], ["--var-file", tmp_path / "none.tfvars"]):
        done = run(path, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr

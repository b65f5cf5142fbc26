"""What this machine must have for a first apply."""

import shutil
from pathlib import Path

import pytest

from gate.preflight.concurrency import concurrency
from gate.preflight.machine import locks, region, terraform, terraform_version
from gate.preflight.precondition import State, exit_code, missing, ok, unknown
from gate.synthesis import ROOT
from policies.core.deployed_folder import LOCK


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("1.11.0", State.OK),
        ("1.14.3-beta1", State.OK),
        ("2.0.0", State.OK),
        ("1.10.5", State.MISSING),
        ("0.15.0", State.MISSING),
        (None, State.MISSING),
        ("", State.UNKNOWN),
        ("unknown", State.UNKNOWN),
    ],
)
def test_terraform_must_be_there_and_know_write_only_values(version: str | None, state: State) -> None:
    assert terraform(version).state is state


def test_a_terraform_that_cannot_be_asked_has_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert terraform_version() is None
    for script in ("#!/bin/sh\nexit 1\n", "#!/bin/sh\necho no JSON\n", "#!/bin/sh\necho '{}'\n", "no program"):
        (tmp_path / "terraform").write_text(script)
        (tmp_path / "terraform").chmod(0o755)
        assert terraform_version() == ""


def test_the_tracked_lock_must_lie_beside_each_stack(synthesized: Path, tmp_path: Path) -> None:
    output = Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))
    tracked = ROOT / "stacks" / LOCK
    assert [each.state for each in locks(output, ["account", "fraud-detection"], tracked)] == [State.OK, State.OK]
    (synthesized_lock := output / "stacks" / "fraud-detection" / LOCK).write_text("another")
    assert [each.state for each in locks(output, ["fraud-detection"], tracked)] == [State.MISSING]
    synthesized_lock.unlink()
    assert [each.state for each in locks(output, ["fraud-detection"], tracked)] == [State.MISSING]
    assert [each.state for each in locks(output, ["fraud-detection"], tmp_path / "none")] == [State.MISSING]


@pytest.mark.parametrize("name", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_the_environment_must_name_no_other_region(name: str) -> None:
    assert region("us-east-1", {}).state is State.OK
    assert region("us-east-1", {name: "us-east-1"}).state is State.OK
    assert region("us-east-1", {name: "eu-west-1"}).state is State.MISSING


@pytest.mark.parametrize(
    ("unreserved", "own", "state"),
    [
        (130, 0, State.OK),
        (129, 0, State.MISSING),
        (100, 30, State.OK),
        (99, 30, State.MISSING),
        (None, 0, State.UNKNOWN),
    ],
)
def test_a_hundred_executions_must_be_left_unreserved(unreserved: int | None, own: int, state: State) -> None:
    assert concurrency({"one": 10, "two": 20}, unreserved, own).state is state


def test_the_exit_status_is_that_of_what_is_missing_and_else_of_what_is_not_known() -> None:
    held, lacking, open_ = ok("a", "b"), missing("a", "b", "c"), unknown("a", "b", "c")
    assert [exit_code(found) for found in ([held], [held, open_], [open_, lacking], [])] == [0, 2, 1, 2]

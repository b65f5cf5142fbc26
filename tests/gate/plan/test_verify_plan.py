"""`gate verify --plan`: what a person sees of a plan that is held to the judged file."""

import json
import os
import shutil
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli.command import gate
from gate.cli.verify_plan import verify_plan
from gate.plan.held import hold
from gate.plan.judged import Judged
from gate.plan.judged_again import Criteria
from gate.plan.saved import SavedPlan
from gate.plan.shown import read
from live.deployment import VARIABLES
from live.missing import Missing
from live.terraform import IN_THE_FOLDER, OFFLINE, Terraform, known_version
from tests.gate.plan.simulated import LOCK, Plan, address, again, change, first, judged, saved, there

TODAY = date(2026, 11, 28)
Stack = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path, stack: Stack) -> Path:
    place = tmp_path / "fraud-detection"
    place.mkdir()
    (place / "cdk.tf.json").write_bytes(judged(stack).file)
    (place / ".terraform.lock.hcl").write_bytes(LOCK)
    (tmp_path / "the.plan").write_bytes(saved(judged(stack)))
    return place


def shows(plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts a terraform onto the path that shows this plan; returns that of the plan."""
    (folder.parent / "shown.json").write_text(json.dumps(plan))
    program = folder.parent / "bin" / "terraform"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec cat {folder.parent / 'shown.json'}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return folder.parent / "the.plan"


def told(capsys: pytest.CaptureFixture[str], plan: Path, folder: Path) -> list[str]:
    verify_plan(plan, "fraud-detection", folder, TODAY)
    return capsys.readouterr().out.splitlines()


def test_it_lists_what_is_known_later_and_says_what_would_be_done(
    stack: Stack, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(capsys, shows(first(stack), folder, monkeypatch), folder)
    policy = address(stack, "aws_iam_role_policy")
    assert f"known after apply: {policy}: policy, role" in lines
    assert lines[-1].endswith(" values are known only after apply")
    assert f"{sum(map(len, stack['resource'].values()))} to create; " in lines[-1]


def test_it_says_that_there_is_nothing_to_do(
    stack: Stack, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = told(capsys, shows(again(stack), folder, monkeypatch), folder)
    assert line.endswith("says: nothing to do; 0 values are known only after apply")


def test_it_names_what_would_be_destroyed_or_replaced(
    stack: Stack, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, dashboard = again(stack), address(stack, "aws_cloudwatch_dashboard")
    change(plan, dashboard)["actions"] = ["delete", "create"]
    gone = {"actions": ["delete"], "before": {"name": "x"}, "after": None, "after_unknown": False}
    more = {"address": "aws_iam_role.more", "mode": "managed", "type": "aws_iam_role", "change": gone}
    plan["resource_changes"].append(more)
    lines = told(capsys, shows(plan, folder, monkeypatch), folder)
    assert lines[:-1] == [f"replace: {dashboard}", "destroy: aws_iam_role.more"]
    assert "says: 1 to destroy, 1 to replace; " in lines[-1]


def test_a_plan_that_differs_ends_with_status_one_and_a_line_for_each_reason(
    stack: Stack, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = again(stack)
    there(plan, address(stack, "aws_sqs_queue"), message_retention_seconds=61)
    with pytest.raises(SystemExit) as ended:
        told(capsys, shows(plan, folder, monkeypatch), folder)
    assert ended.value.code == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "message_retention_seconds: is another in the plan than in the judged file; plan again" in line


@pytest.mark.parametrize(
    ("broken", "reason"), [(b"", "is no saved plan"), (None, "No such file"), (b"x" * 30, "is no saved plan")]
)
def test_what_is_no_plan_ends_with_status_two_and_one_line(
    broken: bytes | None, reason: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = folder.parent / "the.plan"
    plan.unlink() if broken is None else plan.write_bytes(broken)
    with pytest.raises(SystemExit) as ended:
        told(capsys, plan, folder)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert reason in line
    assert line.endswith("; nothing was compared")


def test_without_terraform_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(SystemExit) as ended:
        told(capsys, folder.parent / "the.plan", folder)
    assert ended.value.code == 2
    assert "no terraform on the PATH" in capsys.readouterr().err


def test_a_plan_is_of_one_stack(tmp_path: Path) -> None:
    for folders in ([], ["account", "fraud-detection"]):
        result = CliRunner().invoke(gate, ["verify", "--plan", str(tmp_path / "x"), *folders])
        assert result.exit_code == 2
        assert "--plan: a plan is of one stack" in result.output


@pytest.mark.long
def test_a_real_plan_of_each_stack_is_what_the_judged_file_says(synthesized: Path, tmp_path: Path) -> None:
    try:
        known_version()
        for name in ("account", "fraud-detection"):
            _planned(synthesized.parent.parent / name, tmp_path / name)
    except Missing as missing:
        if os.environ.get("LIVE") == "required":
            raise
        pytest.skip(str(missing))


def _planned(source: Path, scratch: Path) -> None:
    """Plans a copy of a stack with the real provider, offline, and holds the plan to the file."""
    folder = Path(shutil.copytree(source, scratch / source.name))
    provider = {**OFFLINE, "access_key": "test", "secret_key": "test"}
    settings = json.dumps({"provider": {"aws": provider}, "terraform": IN_THE_FOLDER}).encode()
    (folder / "local_override.tf.json").write_bytes(settings)
    names = json.loads((folder / "cdk.tf.json").read_bytes())["variable"]
    terraform = Terraform(folder, scratch=scratch, variables={name: VARIABLES[name] for name in names})
    terraform("init", "-input=false", "-no-color", "-lockfile=readonly")
    terraform("plan", "-input=false", "-no-color", "-out=the.plan")
    file, lock = ((folder / name).read_bytes() for name in ("cdk.tf.json", ".terraform.lock.hcl"))
    what = Judged(source.name, file, lock, {"local_override.tf.json": settings})
    plan = SavedPlan.read((folder / "the.plan").read_bytes())
    held = hold(plan, read(terraform("show", "-json", "the.plan")), what, Criteria((), (), (), TODAY))
    assert held.refusals == ()
    assert held.later
    assert held.actions == {"create": sum(map(len, what.resources.values()))}

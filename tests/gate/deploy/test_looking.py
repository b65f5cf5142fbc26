"""Looking at what is there: both stacks are told apart, nothing is written to the state, and nothing stays."""

import json
import os
import shutil
import stat
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli import before_planning
from gate.cli import drift as command
from gate.cli.command import gate
from gate.deploy import looking, planning
from gate.deploy.changes import changes
from gate.deploy.looking import Looked
from gate.deploy.refused import CannotDeploy
from gate.deploy.target import Target
from gate.model import Verdict
from gate.plan.held import Held
from gate.provenance.tree_state import TreeState
from tests.gate.plan.simulated import Plan, address, again, change, judged, saved

TODAY = date(2026, 11, 28)
STACKS = ("account", "fraud-detection")
Stack = dict[str, Any]
# It writes down what it was asked, and copies a plan, or shows it.
TERRAFORM = """#!/bin/sh
stack=$(basename "$PWD")
echo "$stack: $*" >> {log}
case $1 in
plan) for word; do case $word in -out=*) cp {plans}/$stack.plan "${{word#-out=}}";; esac; done;;
show) cat {plans}/$stack.json;;
esac
{more}
"""


class There:
    """Two judged stacks, and what a Terraform on the path would plan of what is there."""

    def __init__(self, folder: Path, stacks: Mapping[str, Stack]) -> None:
        self.folder, self.plans = folder, {name: again(content) for name, content in stacks.items()}
        own = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "TF_VAR_account_id": "123456789012"}
        self.target = Target(folder / "work", {**os.environ, **own})
        (folder / "bin").mkdir()
        for name, content in stacks.items():
            what = judged(content, name)
            (folder / f"{name}.plan").write_bytes(saved(what))
            source = folder / "judged" / "stacks" / name
            source.mkdir(parents=True)
            (source / "cdk.tf.json").write_bytes(what.file)
            (source / ".terraform.lock.hcl").write_bytes(what.lock)

    def look(self, more: str = "") -> list[str]:
        for name, plan in self.plans.items():
            (self.folder / f"{name}.json").write_text(json.dumps(plan))
        program = self.folder / "bin" / "terraform"
        program.write_text(TERRAFORM.format(log=self.folder / "log", plans=self.folder, more=more))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.seen = list(looking.looked(self.target, TODAY))
        return [f"{each.stack}: {line}" for each in self.seen for line in each.differences]

    def changes(self) -> str:
        """All that a deploy would change, as it was looked at last."""
        return changes({each.stack: each.held for each in self.seen})

    def asked(self) -> list[str]:
        return (self.folder / "log").read_text().splitlines()

    def left(self) -> list[str]:
        return [str(path) for path in self.target.folder.rglob("*")]


@pytest.fixture
def there(tmp_path: Path, synthesized: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    stacks = {name: json.loads((synthesized.parents[1] / name / "cdk.tf.json").read_bytes()) for name in STACKS}
    made = There(tmp_path, stacks)
    monkeypatch.setattr(planning, "OUTPUT", tmp_path / "judged")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return made


def queue(plan: Plan) -> str:
    found: str = next(each["address"] for each in plan["resource_changes"] if each["type"] == "aws_sqs_queue")
    return found


def test_where_all_is_as_it_was_judged_nothing_is_said_and_nothing_stays(there: There) -> None:
    assert there.look() == []
    assert there.left() == []


def test_it_takes_no_lock_and_writes_no_state(there: There) -> None:
    there.look()
    assert {line.split()[1] for line in there.asked()} == {"init", "plan", "show"}
    assert all("-lock=false" in line for line in there.asked() if line.split()[1] == "plan")
    bucket = "fraud-detection-state-123456789012"
    assert all(f"-backend-config=bucket={bucket}" in line for line in there.asked() if line.split()[1] == "init")


def test_each_difference_is_said_with_its_stack(there: There) -> None:
    plan = there.plans["fraud-detection"]
    changed = change(plan, queue(plan))
    changed["actions"], changed["before"] = ["update"], changed["before"] | {"message_retention_seconds": 61}
    place = address(json.loads((there.folder / "judged/stacks/account/cdk.tf.json").read_bytes()), "aws_kms_key")
    gone = change(there.plans["account"], place)
    gone |= {"actions": ["create"], "before": None}
    found = there.look()
    assert f"account: {place}: is not there" in found
    assert f"fraud-detection: {queue(plan)}: message_retention_seconds: is another than was judged" in found


def test_what_nobody_wrote_is_said_beside_what_is_another(there: There) -> None:
    plan = there.plans["fraud-detection"]
    changed = change(plan, queue(plan))
    changed["actions"], changed["before"] = ["update"], changed["before"] | {"message_retention_seconds": 61}
    for side in ("before", "after"):
        changed[side] |= {"policy": "whatever somebody put there"}
    found = [line for line in there.look() if queue(plan) in line]
    assert any(line.startswith(f"fraud-detection: {queue(plan)}.policy: ") for line in found)
    assert any("message_retention_seconds: is another than was judged" in line for line in found)
    assert not any("somebody put there" in line for line in found)


def test_a_plan_that_failed_leaves_nothing_either(there: There) -> None:
    with pytest.raises(CannotDeploy, match="terraform plan failed: no credentials"):
        there.look(more='[ "$1" != plan ] || { echo "no credentials" >&2; exit 1; }')
    assert there.left() == []


class Evidence:
    """Of a run that judged."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.attested = type("Attested", (), {"tree": TreeState("a" * 40)})


def asked(
    monkeypatch: pytest.MonkeyPatch, folder: Path, found: Any, verdict: Verdict = Verdict.OPEN, words: Any = ()
) -> Any:
    """The command, where looking finds this."""

    def looked(*_: object) -> Any:
        yield from found()

    monkeypatch.setattr(before_planning, "judged", lambda *_: Evidence(verdict))
    monkeypatch.setattr(command, "preflight", lambda _: None)
    monkeypatch.setattr(command, "looked", looked)
    monkeypatch.setattr(command, "account", lambda: Target(folder, {}))
    return CliRunner().invoke(gate, ["drift", *words])


def stack(*lines: str, changes: str = "") -> Looked:
    return Looked("account", lines, Held((), (), {}, changes=changes))


def fails() -> Any:
    yield stack("a: is not there")
    raise CannotDeploy("fraud-detection: terraform plan failed: no credentials")


def test_the_command_says_that_nothing_differs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = asked(monkeypatch, tmp_path, lambda: ())
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"no difference: what is deployed is what was judged, commit {'a' * 40}")


def test_the_command_says_each_difference_on_a_line_that_steers_no_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = asked(monkeypatch, tmp_path, lambda: [stack("a: is another", "b\x1b[2J\n: is not there")])
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.splitlines()[0] == "account: a: is another"
    assert len(done.stdout.splitlines()) == 2
    assert "\x1b" not in done.stdout


def test_what_cannot_be_looked_at_is_no_difference(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = asked(monkeypatch, tmp_path, fails)
    assert done.exit_code == 2
    assert done.stdout == "account: a: is not there\n"
    assert done.stderr.endswith("no credentials; what is deployed was not compared\n")


def test_a_gate_that_is_not_open_has_judged_nothing_to_compare_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = asked(monkeypatch, tmp_path, lambda: (), Verdict.CLOSED)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "the gate is not open" in done.stderr


@pytest.mark.parametrize("words", [["drift"], ["state"], ["deploy", "--key", "a.pem"]])
def test_a_variable_that_steers_terraform_past_the_judged_file_is_refused(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CLI_ARGS_plan", "-refresh=false")
    done = CliRunner().invoke(gate, words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("TF_CLI_ARGS_plan: steers Terraform")


def test_the_copies_of_a_deploy_that_waits_for_its_approval_stay(there: There) -> None:
    kept = there.target.folder / "stacks" / "account"
    shutil.copytree(there.folder / "judged" / "stacks" / "account", kept)
    there.look()
    assert (kept / "cdk.tf.json").is_file()


def test_with_changes_the_last_line_says_what_a_deploy_is_held_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = [stack("a: is another", changes="1" * 64)]
    line = f"changes: {changes({each.stack: each.held for each in there})}"
    done = asked(monkeypatch, tmp_path, lambda: there, words=["--changes"])
    assert (done.exit_code, done.stdout.splitlines()) == (1, ["account: a: is another", line])
    done = asked(monkeypatch, tmp_path, lambda: [stack(changes="2" * 64)], words=["--changes"])
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].startswith("changes: sha256:")
    assert done.stdout.splitlines()[1] != line


def test_what_cannot_be_looked_at_has_no_changes_either(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = asked(monkeypatch, tmp_path, fails, words=["--changes"])
    assert done.exit_code == 2
    assert "changes:" not in done.stdout


def test_whoever_looks_twice_sees_the_same_changes_until_something_is_another(there: There) -> None:
    plan = there.plans["fraud-detection"]
    there.look()
    nothing = there.changes()
    changed = change(plan, queue(plan))
    changed["actions"], changed["before"] = ["update"], changed["before"] | {"message_retention_seconds": 61}
    there.look()
    once = there.changes()
    there.look()
    assert there.changes() == once != nothing
    changed["before"] |= {"message_retention_seconds": 62}
    there.look()
    assert there.changes() not in {once, nothing}

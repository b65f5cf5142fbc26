"""What a change does to the posture is said in words, a line each; what became weaker needs a second pair of eyes."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli.command import gate
from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.revision import NoState, of
from gate.compare.state import State
from gate.engines.judge import judge
from gate.waivers.load import Waiver
from policies.core.examples import Edit, add_resource, edited
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.identity.shared.edits import add_grant, remove_statement

ROOT = Path(__file__).resolve().parents[3]
RULES = rulebook()


@pytest.fixture(scope="module")
def base(synthesized: Path) -> State:
    stack = Stack.load(synthesized.read_bytes(), blocks(files()))
    return State(stack, judge(stack, RULES), {each.id: each.id for each in RULES}, ())


def one(base: State, type_: str, part: str = "") -> Resource:
    return next(each for each in base.stack.of(type_) if part in each.place)


def after(base: State, edit: Edit, at: Resource) -> list[Difference]:
    stack = edited(base.stack, edit, at)
    return differences(base, replace(base, stack=stack, findings=judge(stack, RULES)), RULES)


def test_nothing_differs_from_itself(base: State) -> None:
    assert differences(base, base, RULES) == []


def test_point_in_time_recovery_that_was_removed_is_weaker(base: State) -> None:
    table = one(base, "aws_dynamodb_table")
    (found,) = after(base, {"point_in_time_recovery": None}, table)
    assert (found.direction, found.place) == (Direction.WEAKER, table.place)
    assert found.what.startswith('point_in_time_recovery was {"enabled": true}, and is not set (fails FRAUD_')


def test_a_longer_retention_is_weaker(base: State) -> None:
    group = one(base, "aws_cloudwatch_log_group")
    assert after(base, {"retention_in_days": 30}, group) == [
        Difference(Direction.WEAKER, group.place, "retention_in_days was 7, and is 30 (fails FRAUD_LOG_1 now)")
    ]


def test_an_action_that_a_role_gained_is_weaker_and_one_that_it_lost_is_stronger(base: State) -> None:
    policy = one(base, "aws_iam_role_policy", "/fraud-analyzer/")
    (gained,) = after(base, add_grant("dynamodb:DeleteItem", "aws_dynamodb_table"), policy)
    assert gained == Difference(
        Direction.WEAKER,
        policy.place,
        "the role of function fraud-analyzer gained dynamodb:DeleteItem on table transactions",
    )
    failing, *lost = after(base, remove_statement(0), policy)
    assert (failing.direction, failing.what) == (Direction.WEAKER, "fails FRAUD_IAM_10, FRAUD_IAM_20 now")
    assert {each.direction for each in lost} == {Direction.STRONGER}
    assert lost[1].what.startswith("the role of function fraud-analyzer lost logs:PutLogEvents on log group")


def test_a_new_queue_is_named_once_with_what_it_fails(base: State) -> None:
    queue = one(base, "aws_sqs_queue")
    found = [
        each
        for each in after(base, add_resource("aws_sqs_queue", {"name": "more"}), queue)
        if each.place == "aws_sqs_queue.planted"
    ]
    (new,) = found
    assert new.direction is Direction.WEAKER
    assert new.what.startswith("aws_sqs_queue is new (fails FRAUD_")


def test_what_is_new_and_passes_is_new_and_what_is_gone_is_gone(base: State) -> None:
    alarm = one(base, "aws_cloudwatch_metric_alarm")
    stack = Stack(tuple(each for each in base.stack.resources if each is not alarm))
    less_one = replace(base, stack=stack, findings=[each for each in base.findings if each.place != alarm.place])
    assert differences(base, less_one, RULES) == [
        Difference(Direction.GONE, alarm.place, "aws_cloudwatch_metric_alarm is gone")
    ]
    assert differences(less_one, base, RULES) == [
        Difference(Direction.NEW, alarm.place, "aws_cloudwatch_metric_alarm is new")
    ]


def test_what_is_mended_is_stronger(base: State) -> None:
    group = one(base, "aws_cloudwatch_log_group")
    stack = edited(base.stack, {"retention_in_days": 30}, group)
    broken = replace(base, stack=stack, findings=judge(stack, RULES))
    (found,) = differences(broken, base, RULES)
    assert found.direction is Direction.STRONGER
    assert "passes FRAUD_LOG_1 now" in found.what


def test_rules_that_are_gone_or_other_are_weaker_and_new_ones_are_stronger(base: State) -> None:
    other = dict(base.rules) | {"FRAUD_LOG_1": "another", "FRAUD_NEW_1": "new"}
    del other["FRAUD_LOG_2"]
    assert differences(base, replace(base, rules=other), RULES) == [
        Difference(Direction.WEAKER, "the rulebook", "FRAUD_LOG_1 was changed, and may ask for less"),
        Difference(Direction.WEAKER, "the rulebook", "FRAUD_LOG_2 is gone"),
        Difference(Direction.STRONGER, "the rulebook", "FRAUD_NEW_1 is new"),
    ]


def test_a_new_waiver_is_weaker_and_one_that_is_gone_is_stronger(base: State) -> None:
    waiver = Waiver("FRAUD_LOG_1", "somewhere", "payments", "RISK-7", "a migration", date(2026, 12, 1), "sha256:0")
    waived = replace(base, waivers=(waiver,))
    assert differences(base, waived, RULES) == [
        Difference(Direction.WEAKER, "somewhere", "FRAUD_LOG_1 is waived by RISK-7 until 2026-12-01")
    ]
    assert [each.direction for each in differences(waived, base, RULES)] == [Direction.STRONGER]


@pytest.fixture
def pair(synthesized: Path, tmp_path: Path) -> Callable[..., Any]:
    """Runs `gate diff` on the real file and on one in which the first log group keeps its lines for 30 days."""
    file = json.loads(synthesized.read_text())
    next(iter(file["resource"]["aws_cloudwatch_log_group"].values()))["retention_in_days"] = 30
    (tmp_path / "head.json").write_text(json.dumps(file))
    return lambda *options: CliRunner().invoke(gate, ["diff", str(synthesized), str(tmp_path / "head.json"), *options])


def test_the_command_line_says_it_in_text_in_markdown_and_in_json(pair: Callable[..., Any]) -> None:
    text, markdown, as_json = pair(), pair("--format", "markdown"), pair("--format", "json")
    assert {each.exit_code for each in (text, markdown, as_json)} == {1}
    first, summary = text.stdout.splitlines()
    assert first.startswith("weaker")
    assert "retention_in_days was 7, and is 30" in first
    assert summary == "1 weaker, 0 stronger, 0 new, 0 gone, 0 changed"
    assert "| **weaker** | `fraud-detection/" in markdown.stdout
    assert [each["direction"] for each in json.loads(as_json.stdout)] == ["weaker"]


def test_a_file_compared_with_itself_has_no_differences(synthesized: Path) -> None:
    result = CliRunner().invoke(gate, ["diff", str(synthesized), str(synthesized)])
    assert (result.exit_code, result.stdout) == (0, "nothing differs\n")


@pytest.mark.parametrize("name", ["no-such-revision", "--", "HEAD:README.md", "/nowhere/cdk.tf.json"])
def test_what_is_neither_a_file_nor_a_revision_is_told_in_one_line(name: str, synthesized: Path) -> None:
    result = CliRunner().invoke(gate, ["diff", "--", name, str(synthesized)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A repository of this project in two revisions: the second keeps logs for longer, and judges less."""

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    tracked = ["stacks", "lambdas", "policies", "cdktf.json", "gate", "tests/compliance"]
    listed = subprocess.run(["git", "ls-files", *tracked], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("tag", "one")
    settings = tmp_path / "stacks" / "settings.py"
    before = settings.read_text()
    settings.write_text(before.replace("log_retention_days: int = 7", "log_retention_days: int = 30"))
    assert settings.read_text() != before
    (tmp_path / "policies" / "logs" / "log_group_retention_is_seven_days.py").unlink()
    judge = tmp_path / "gate" / "engines" / "judge.py"
    judge.write_text(judge.read_text() + "# judges less\n")
    git("add", "-A")
    git("commit", "-qm", "two")
    return tmp_path


def test_two_revisions_are_synthesized_from_their_own_code_and_compared(history: Path) -> None:
    found = differences(of("one", RULES, history), of("HEAD", RULES, history), RULES)
    gone = Difference(Direction.WEAKER, "the rulebook", "FRAUD_LOG_1 is gone")
    other = Difference(Direction.WEAKER, "the rulebook", "gate/engines/judge.py was changed, and may ask for less")
    assert {gone, other} <= set(found)
    longer = [each for each in found if "retention_in_days was 7, and is 30" in each.what]
    groups = of("one", RULES, history).stack.of("aws_cloudwatch_log_group")
    assert {each.place for each in longer} == {group.place for group in groups}
    assert {each.direction for each in found} == {Direction.WEAKER}
    assert set(found) == {gone, other, *longer}


def test_a_revision_that_does_not_synthesize_is_told(history: Path) -> None:
    (history / "stacks" / "__main__.py").write_text("raise SystemExit('broken')\n")
    subprocess.run(
        ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", "commit", "-qam", "three"],
        cwd=history,
        check=True,
    )
    with pytest.raises(NoState, match="HEAD: does not synthesize one stack: broken"):
        of("HEAD", RULES, history)

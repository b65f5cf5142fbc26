"""What a change does to the posture is said in words, a line each; what became weaker needs a second pair of eyes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli.command import gate
from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.state import Built, State
from gate.engines.judge import judge
from policies.core.examples import Edit, add_resource, edited
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.identity.shared.edits import add_grant, remove_statement
from tests.gate.compare.scratch import NAME

After = Callable[[Edit, Resource], list[Difference]]


def one(base: State, type_: str, part: str = "") -> Resource:
    return next(each for each in base.stacks[NAME].stack.of(type_) if part in each.place)


def test_nothing_differs_from_itself(base: State, rules: Sequence[Policy]) -> None:
    assert differences(base, base, rules) == []


def test_point_in_time_recovery_that_was_removed_is_weaker(base: State, after: After) -> None:
    table = one(base, "aws_dynamodb_table")
    (found,) = after({"point_in_time_recovery": None}, table)
    assert (found.direction, found.place) == (Direction.WEAKER, table.place)
    assert found.what.startswith('point_in_time_recovery was {"enabled": true}, and is not set (fails FRAUD_')


def test_a_longer_retention_is_weaker(base: State, after: After) -> None:
    group = one(base, "aws_cloudwatch_log_group")
    assert after({"retention_in_days": 30}, group) == [
        Difference(Direction.WEAKER, group.place, "retention_in_days was 7, and is 30 (fails FRAUD_LOG_1 now)")
    ]


def test_an_action_that_a_role_gained_is_weaker_and_one_that_it_lost_is_stronger(base: State, after: After) -> None:
    policy = one(base, "aws_iam_role_policy", "/fraud-analyzer/")
    (gained,) = after(add_grant("dynamodb:DeleteItem", "aws_dynamodb_table", named="transactions"), policy)
    assert gained == Difference(
        Direction.WEAKER,
        policy.place,
        "the role of function fraud-analyzer gained dynamodb:DeleteItem on table transactions",
        "access",
    )
    failing, *lost = after(remove_statement(0), policy)
    assert (failing.direction, failing.what) == (Direction.WEAKER, "fails FRAUD_IAM_10, FRAUD_IAM_20 now")
    assert {each.direction for each in lost} == {Direction.STRONGER}
    assert lost[1].what.startswith("the role of function fraud-analyzer lost logs:PutLogEvents on log group")


def test_a_new_queue_is_named_once_with_what_it_fails(base: State, after: After) -> None:
    queue = one(base, "aws_sqs_queue")
    found = [
        each
        for each in after(add_resource("aws_sqs_queue", {"name": "more"}), queue)
        if each.place == "aws_sqs_queue.planted"
    ]
    (new,) = found
    assert new.direction is Direction.WEAKER
    assert new.what.startswith("aws_sqs_queue is new (fails FRAUD_")


def test_what_is_new_and_passes_is_new_and_what_is_gone_is_gone(base: State, rules: Sequence[Policy]) -> None:
    alarm, built = one(base, "aws_cloudwatch_metric_alarm"), base.stacks[NAME]
    stack = Stack(tuple(each for each in built.stack.resources if each is not alarm))
    findings = [each for each in built.findings if each.place != alarm.place]
    less_one = State({NAME: Built(stack, findings)})
    assert differences(base, less_one, rules) == [
        Difference(Direction.GONE, alarm.place, "aws_cloudwatch_metric_alarm is gone")
    ]
    assert differences(less_one, base, rules) == [
        Difference(Direction.NEW, alarm.place, "aws_cloudwatch_metric_alarm is new")
    ]


def test_what_is_mended_is_stronger(base: State, rules: Sequence[Policy]) -> None:
    group = one(base, "aws_cloudwatch_log_group")
    stack = edited(base.stacks[NAME].stack, {"retention_in_days": 30}, group)
    (found,) = differences(State({NAME: Built(stack, judge(stack, rules))}), base, rules)
    assert found.direction is Direction.STRONGER
    assert "passes FRAUD_LOG_1 now" in found.what


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
    assert summary == "1 weaker, 0 stronger, 0 new, 0 gone, 0 moved, 0 changed"
    assert "| **weaker** | resource | `fraud-detection/" in markdown.stdout
    assert [each["direction"] for each in json.loads(as_json.stdout)] == ["weaker"]


def test_a_file_compared_with_itself_has_no_differences(synthesized: Path) -> None:
    result = CliRunner().invoke(gate, ["diff", str(synthesized), str(synthesized)])
    assert (result.exit_code, result.stdout) == (0, "nothing differs\n")


@pytest.mark.parametrize("name", ["no-such-revision", "--", "HEAD:README.md", "/nowhere/cdk.tf.json"])
def test_what_is_neither_a_file_nor_a_revision_is_told_in_one_line(name: str, synthesized: Path) -> None:
    result = CliRunner().invoke(gate, ["diff", "--", name, str(synthesized)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_several_stacks_are_compared_each_by_its_name(base: State, rules: Sequence[Policy]) -> None:
    built = base.stacks[NAME]
    twice = State({NAME: built, "payments": built})
    assert differences(twice, twice, rules) == []
    other = replace(built, stack=replace(built.stack, resources=built.stack.resources[1:]))
    (gone,) = differences(twice, State({NAME: built, "payments": other}), rules)
    assert gone.place == f"payments: {built.stack.resources[0].place}"


def test_a_stack_that_is_gone_is_weaker_and_told_as_one(base: State, rules: Sequence[Policy]) -> None:
    (gone,) = differences(base, State({}), rules)
    assert (gone.direction, gone.place) == (Direction.WEAKER, NAME)
    assert gone.what.startswith("the stack is gone, with its aws_api_gateway_api_key, ")


def test_a_new_stack_is_told_as_one_and_is_weaker_by_what_it_may_do(base: State, rules: Sequence[Policy]) -> None:
    (new,) = differences(State({}), base, rules)
    assert (new.direction, new.place) == (Direction.WEAKER, NAME)
    assert "function fraud-analyzer may ssm:GetParameters on parameter /fraud-detection/ml-model-endpoint" in new.what
    harmless = replace(base.stacks[NAME], stack=Stack(()))
    (new,) = differences(State({}), State({NAME: harmless}), rules)
    assert (new.direction, new.what) == (Direction.NEW, "is a new stack of nothing; nothing in it may do anything")

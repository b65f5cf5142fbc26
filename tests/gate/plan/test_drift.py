"""Where what is there is not what was judged is a line, by resource and attribute, which shows no value."""

import json
from typing import Any

from gate.plan.drift import drift
from gate.plan.judged import Judged
from gate.plan.shown import read
from tests.gate.plan.simulated import LOCK, Plan, address, again, change, first, judged

Stack = dict[str, Any]
VALUE = "the-value-of-somebody"


def lines(stack: Stack, plan: Plan) -> list[str]:
    return list(drift(read(json.dumps(plan)), judged(stack)))


def altered(plan: Plan, place: str, **values: Any) -> None:
    """Has the resource other values by now, which the plan would undo."""
    changed = change(plan, place)
    changed["actions"] = ["update"]
    changed["before"] |= values


def test_where_all_is_as_it_was_judged_there_is_no_line(stack: Stack) -> None:
    assert lines(stack, again(stack)) == []


def test_each_attribute_that_was_changed_is_named_and_no_value(stack: Stack) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    altered(plan, queue, message_retention_seconds=61, policy=VALUE)
    assert lines(stack, plan) == [f"{queue}: message_retention_seconds, policy: is another than was judged"]


def test_what_follows_from_a_change_is_not_named_beside_it(stack: Stack) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    altered(plan, queue, message_retention_seconds=61)
    change(plan, queue)["after_unknown"] |= {"url": True}
    assert lines(stack, plan) == [f"{queue}: message_retention_seconds: is another than was judged"]


def test_what_is_gone_is_not_there(stack: Stack) -> None:
    there = sorted(entry["address"] for entry in first(stack)["resource_changes"])
    found = lines(stack, first(stack))
    assert found[: len(there)] == [f"{place}: is not there" for place in there]
    assert {line.partition(".")[0] for line in found[len(there) :]} == {"output"}


def test_what_can_only_be_replaced_is_said_to_be_so(stack: Stack) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    altered(plan, queue, name=VALUE)
    change(plan, queue)["actions"] = ["delete", "create"]
    assert lines(stack, plan) == [f"{queue}: name: can become what was judged only if it is replaced"]


def test_what_nobody_judged_and_what_was_left_over_are_named(stack: Stack) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    gone = {"actions": ["delete"], "before": {"name": VALUE}, "after": None, "after_unknown": {}}
    entry = {"mode": "managed", "type": "aws_sqs_queue", "change": gone}
    plan["resource_changes"] += [
        entry | {"address": "aws_sqs_queue.more", "name": "more"},
        entry | {"address": queue, "name": queue.partition(".")[2], "deposed": "0a1b2c3d"},
    ]
    assert sorted(lines(stack, plan)) == sorted(
        [
            "aws_sqs_queue.more: is there, and not in the judged file",
            f"{queue}: what was left over when it was replaced is still there",
        ]
    )


def test_an_output_that_is_another_is_named(stack: Stack) -> None:
    plan = again(stack)
    plan["output_changes"]["api_url"] |= {"actions": ["update"]}
    assert lines(stack, plan) == ["output.api_url: is another than was judged"]


def test_what_a_local_aws_never_gives_back_is_no_difference(stack: Stack) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    altered(plan, queue, policy=VALUE)
    what = Judged("fraud-detection", judged(stack).file, LOCK, lost={"aws_sqs_queue": frozenset({"policy"})})
    assert list(drift(read(json.dumps(plan)), what)) == []


def drifted(plan: Plan, place: str, **values: tuple[Any, Any]) -> None:
    """Has Terraform find that a resource is another by now than it left it, which the plan leaves as it is."""
    own = change(plan, place)["after"]
    sides = [{**own, **{name: pair[side] for name, pair in values.items()}} for side in (0, 1)]
    entry = {"address": place, "mode": "managed", "type": place.partition(".")[0], "name": place.partition(".")[2]}
    plan.setdefault("resource_drift", []).append(
        entry | {"change": {"actions": ["update"], "before": sides[0], "after": sides[1], "after_unknown": {}}}
    )


def test_a_secret_that_somebody_wrote_is_named_by_its_version_with_what_writes_it_anew(stack: Stack) -> None:
    plan, parameter = again(stack), address(stack, "aws_ssm_parameter")
    drifted(plan, parameter, version=(1, 3))
    assert lines(stack, plan) == [
        f"{parameter}: version: somebody has written its value, which Terraform does not see; raise parameter_version "
        "in stacks/settings.py, and deploy that"
    ]


def test_what_else_terraform_found_changed_is_no_line_of_its_own(stack: Stack) -> None:
    plan, parameter, queue = again(stack), address(stack, "aws_ssm_parameter"), address(stack, "aws_sqs_queue")
    drifted(plan, parameter, version=(3, 3), tags=({}, {"A": "b"}))
    drifted(plan, queue, version=(1, 2))
    assert lines(stack, plan) == []


def test_an_update_that_shows_nothing_is_said_all_the_same(stack: Stack) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    change(plan, queue)["actions"] = ["update"]
    assert lines(stack, plan) == [f"{queue}: Terraform would update it, and shows no attribute that is another"]
    change(plan, queue)["after_unknown"] |= {"tags_all": {"Added": True}}
    assert lines(stack, plan) == [f"{queue}: tags_all: is another than was judged"]

"""Plans that would change the same have one digest, and plans that would not have two."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.plan.digest_of_changes import of_plan, of_stacks
from gate.plan.held import hold
from gate.plan.judged import Judged
from gate.plan.judged_again import Criteria
from gate.plan.saved import SavedPlan
from gate.plan.shown import read
from tests.gate.plan.simulated import Plan, address, again, change, first, judged, leaves, saved

Stack = dict[str, Any]
OURS = "key of a client"


def digest(plan: Plan) -> str:
    return read(json.dumps(plan)).digest


@pytest.fixture
def plan(stack: Stack) -> Plan:
    """A plan that would undo what somebody did to a queue."""
    made, queue = again(stack), address(stack, "aws_sqs_queue")
    change(made, queue)["actions"] = ["update"]
    change(made, queue)["before"] |= {"message_retention_seconds": 61}
    return made


def queue_of(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each["change"] for each in plan["resource_changes"] if each["change"]["actions"] != ["no-op"]
    )
    return found


def test_the_order_and_whatever_would_not_change_are_no_part_of_it(stack: Stack, plan: Plan) -> None:
    other = copy.deepcopy(plan)
    other["resource_changes"].reverse()
    key = change(other, address(stack, "aws_kms_key"))
    for side in ("before", "after"):
        key[side]["description"] = "another"
    other["variables"]["ml_model_endpoint"] = {"value": "local"}
    other["timestamp"] = "2026-11-28T05:00:00Z"
    assert digest(other) == digest(plan)


@pytest.mark.parametrize(
    "alter",
    [
        lambda plan: queue_of(plan)["before"].update(message_retention_seconds=62),
        lambda plan: queue_of(plan)["after"].update(message_retention_seconds=62),
        lambda plan: queue_of(plan).update(actions=["delete", "create"]),
        lambda plan: queue_of(plan).update(replace_paths=[["name"]]),
        lambda plan: queue_of(plan).setdefault("after_unknown", {}).update(url=True),
        lambda plan: plan["output_changes"]["api_url"].update(actions=["update"]),
    ],
    ids=["what was there", "what will be", "replaced", "why it is replaced", "known later", "an output"],
)
def test_a_plan_that_would_change_anything_else_has_another(plan: Plan, alter: Callable[[Plan], object]) -> None:
    other = copy.deepcopy(plan)
    alter(other)
    assert digest(other) != digest(plan)


def test_one_more_resource_that_would_change_makes_another(stack: Stack, plan: Plan) -> None:
    other = copy.deepcopy(plan)
    change(other, address(stack, "aws_sns_topic"))["actions"] = ["update"]
    change(other, address(stack, "aws_sns_topic"))["before"]["display_name"] = "another"
    assert digest(other) != digest(plan)


def test_each_value_of_a_first_plan_is_in_it(stack: Stack) -> None:
    plan = first(stack)
    places = [
        (number, steps)
        for number, entry in enumerate(plan["resource_changes"])
        for steps, _ in leaves(entry["change"]["after"])
    ]
    assert len(places) > 1000
    found = {(number, of_plan({"resource_changes": [entry]})) for number, entry in enumerate(plan["resource_changes"])}
    for number, steps in places:
        entry = copy.deepcopy(plan["resource_changes"][number])
        inner = entry["change"]["after"]
        for step in steps[:-1]:
            inner = inner[step]
        inner[steps[-1]] = "another value, of no place"
        found.add((number, of_plan({"resource_changes": [entry]})))
    assert len(found) == len(places) + len(plan["resource_changes"])


def test_what_is_sensitive_is_no_part_of_it_and_what_stands_beside_it_is(plan: Plan) -> None:
    def having(**values: str) -> str:
        other = copy.deepcopy(plan)
        queue_of(other)["after"]["tags"] = {"kept": OURS, "other": "a"} | values
        queue_of(other)["after_sensitive"] = {"tags": {"kept": True}}
        return digest(other)

    assert having(kept="another") == having()
    assert having(other="b") != having()


def test_a_mark_on_a_whole_object_leaves_out_all_of_it(plan: Plan) -> None:
    def having(marks: object, value: str) -> str:
        other = copy.deepcopy(plan)
        queue_of(other)["after"] = {"parts": [{"key": value}]}
        queue_of(other)["after_sensitive"] = marks
        return digest(other)

    marked: tuple[object, ...] = (True, {"parts": True}, {"parts": [True]}, {"parts": [{"key": True}]})
    unmarked: tuple[object, ...] = (False, {}, {"parts": False}, {"parts": []}, {"parts": [{}]})
    assert [having(marks, OURS) == having(marks, "another") for marks in marked] == [True] * len(marked)
    assert [having(marks, OURS) == having(marks, "another") for marks in unmarked] == [False] * len(unmarked)


def test_what_is_known_only_later_is_in_it_by_the_judged_file(stack: Stack, plan: Plan) -> None:
    def having(file: bytes = b"", lock: bytes = b"") -> str:
        own = judged(stack)
        what = Judged(own.stack, own.file + file, own.lock + lock)
        criteria = Criteria((), (), (), date(2026, 11, 28))
        return hold(SavedPlan.read(saved(own)), read(json.dumps(plan)), what, criteria).changes

    assert having() == having()
    assert len({having(), having(file=b" "), having(lock=b" "), digest(plan)}) == 4


@given(st.dictionaries(st.text(), st.text(), max_size=3), st.dictionaries(st.text(), st.text(), max_size=3))
def test_stacks_have_one_digest_only_if_each_has_its_own(some: dict[str, str], others: dict[str, str]) -> None:
    assert (of_stacks(some) == of_stacks(others)) == (some == others)

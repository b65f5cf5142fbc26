"""Edits plant what they say, on a copy."""

from typing import Any

import pytest

from policies.core.examples.edit import Edit, edited
from policies.core.examples.named_edits import add, append, drop, elsewhere, replace, without
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import freeze, thaw

QUEUE: dict[str, Any] = {"name": "a", "policy": {"Statement": [{"Sid": "One"}]}, "block": [{"on": True, "kept": 1}]}


def stack() -> Stack:
    return Stack((Resource("aws_sqs_queue", "q", freeze(QUEUE), "stack/q"), Resource("aws_sns_topic", "t", freeze({}))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"name": None}, {**QUEUE, "name": ...}),
        ({"name": "b"}, {**QUEUE, "name": "b"}),
        ({"block": {"on": False}}, {**QUEUE, "block": {"on": False, "kept": 1}}),
        ({"new": {"a": {"b": None, "c": 1}}}, {**QUEUE, "new": {"a": {"c": 1}}}),
        (append("policy", "Statement", item=2), {**QUEUE, "policy": {"Statement": [{"Sid": "One"}, 2]}}),
        (replace("policy", "Statement", 0, "Sid", value=3), {**QUEUE, "policy": {"Statement": [{"Sid": 3}]}}),
        (drop("policy", "Statement", 0), {**QUEUE, "policy": {"Statement": []}}),
        (drop("block", "on"), {**QUEUE, "block": [{"kept": 1}]}),
    ],
)
def test_an_edit_changes_what_it_says_and_nothing_else(edit: Edit, expected: dict[str, Any]) -> None:
    before = stack()
    after = edited(before, edit, before.resources[0])
    wanted = {key: value for key, value in expected.items() if value is not ...}
    assert thaw(after.resources[0].values) == wanted
    assert thaw(before.resources[0].values) == QUEUE
    assert after.resources[0].path == "stack/q"
    assert after.resources[1] is before.resources[1]


def test_resources_are_added_removed_and_changed_elsewhere() -> None:
    before = stack()
    queue = before.resources[0]
    assert edited(before, add("aws_iam_user", {"name": "x"}), queue).of("aws_iam_user")[0].get("name") == "x"
    assert edited(before, without("aws_sqs_queue", name="a"), queue).of("aws_sqs_queue") == ()
    assert edited(before, without("aws_sqs_queue", name="z"), queue).of("aws_sqs_queue") == (queue,)
    assert edited(before, elsewhere("aws_sns_topic", {"name": "t"}), queue).of("aws_sns_topic")[0].get("name") == "t"

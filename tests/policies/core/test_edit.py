"""Edits plant what they say, on a copy."""

from typing import Any

import pytest

from policies.core.examples import (
    Edit,
    Items,
    NamedEdit,
    add_resource,
    append,
    at_every,
    copy_resource,
    edited,
    extend_text,
    insert,
    patch_items,
    refer_to_another,
    refer_to_attribute,
    refer_to_itself,
    remove,
    remove_items,
    remove_resources,
    rename_resources,
    replace,
)
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import freeze, thaw

QUEUE: dict[str, Any] = {"name": "a", "policy": {"Statement": [{"Sid": "One"}]}, "block": [{"on": True, "kept": 1}]}
ONE = Items(("policy", "Statement"), "each statement One", lambda statement: statement["Sid"] == "One")


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
        (remove("policy", "Statement", 0), {**QUEUE, "policy": {"Statement": []}}),
        (remove("block", "on"), {**QUEUE, "block": [{"kept": 1}]}),
        (insert("policy", "Statement", item=2), {**QUEUE, "policy": {"Statement": [2, {"Sid": "One"}]}}),
        (extend_text("name", by="z"), {**QUEUE, "name": "az"}),
        (patch_items(ONE, {"Effect": "Deny"}), {**QUEUE, "policy": {"Statement": [{"Sid": "One", "Effect": "Deny"}]}}),
        (remove_items(ONE), {**QUEUE, "policy": {"Statement": []}}),
        (refer_to_itself("block", "on"), {**QUEUE, "block": {"on": "${aws_sqs_queue.q.arn}", "kept": 1}}),
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
    assert edited(before, add_resource("aws_iam_user", {"name": "x"}), queue).of("aws_iam_user")[0].get("name") == "x"
    assert edited(before, remove_resources("aws_sqs_queue", name="a"), queue).of("aws_sqs_queue") == ()
    assert edited(before, remove_resources("aws_sqs_queue", name="z"), queue).of("aws_sqs_queue") == (queue,)
    assert edited(before, at_every("aws_sns_topic", {"name": "t"}), queue).of("aws_sns_topic")[0].get("name") == "t"


def test_a_copy_stands_beside_what_it_is_a_copy_of() -> None:
    before = stack()
    queue = before.resources[0]
    first, copy = edited(before, copy_resource({"name": "b"}), queue).of("aws_sqs_queue")
    assert first is queue
    assert thaw(copy.values) == {**QUEUE, "name": "b"}


def test_every_name_of_a_type_is_changed() -> None:
    before = stack()
    assert (
        edited(before, rename_resources("aws_sqs_queue", "a", "b"), before.resources[0]).resources[0].get("name") == "b"
    )


REFERRING = Resource("aws_sns_topic_subscription", "s", freeze({"endpoint": "${aws_sqs_queue.q.arn}", "topic": "t"}))  # type: ignore[arg-type]


def test_a_reference_is_pointed_at_another_attribute_or_at_another_resource() -> None:
    other = Resource("aws_sqs_queue", "other", freeze({"name": "dead-letters"}))  # type: ignore[arg-type]
    before = Stack((*stack().resources, other, REFERRING))
    attribute = edited(before, refer_to_attribute("endpoint", attribute="url"), REFERRING)
    assert attribute.resources[-1].get("endpoint") == "${aws_sqs_queue.q.url}"
    another = edited(before, refer_to_another("endpoint", named="dead"), REFERRING)
    assert another.resources[-1].get("endpoint") == "${aws_sqs_queue.other.arn}"


@pytest.mark.parametrize(
    "edit", [refer_to_attribute("topic", attribute="url"), refer_to_another("endpoint", named="nobody's")]
)
def test_an_edit_that_cannot_be_planted_says_so(edit: Edit) -> None:
    with pytest.raises(LookupError):
        edited(Stack((*stack().resources, REFERRING)), edit, REFERRING)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (append("rule", item={"priority": 1}), 'adds {"priority": 1} to rule'),
        (insert("rule", 0, "action", item=2), "puts 2 first into rule[0].action"),
        (replace("Retry", -1, "MaxAttempts", value=None), "sets Retry[last].MaxAttempts to null"),
        (remove("block", "on"), "removes block.on"),
        (remove_items(ONE), "removes each statement One"),
        (patch_items(ONE, {"a": {"b": 1, "c": None}}), "in each statement One: sets a.b to 1 and removes a.c"),
        (add_resource("aws_vpc", {"tags": {}}), 'adds aws_vpc.planted with {"tags": {}}'),
        (add_resource("locals", {}), "adds locals.planted with nothing in it"),
        (copy_resource(), "copies the resource"),
        (copy_resource({"period": 120}), "copies the resource and, in the copy, sets period to 120"),
        (remove_resources("aws_vpc"), "removes every aws_vpc"),
        (
            remove_resources("aws_vpc", name="a", main=True),
            'removes every aws_vpc whose name is "a" and whose main is true',
        ),
        (at_every("aws_vpc", remove("tags"), name="a"), 'at every aws_vpc whose name is "a": removes tags'),
    ],
)
def test_a_named_edit_says_what_it_does(edit: NamedEdit, words: str) -> None:
    assert edit.words == words

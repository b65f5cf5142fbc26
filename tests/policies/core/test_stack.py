"""A synthesized file is read whole, or refused in one line."""

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, freeze
from policies.core.terraform_file import Unreadable

RECORD = Resource("calls", "fraud-analyzer", Frozen())
TOPIC = {"aws_sns_topic": {"alerts": {"name": "fraud-alerts", "//": {"metadata": {"path": "stack/alerts/topic"}}}}}


def load(file: dict[str, object]) -> Stack:
    return Stack.load(json.dumps({"//": {"metadata": {"stackName": "fraud-detection"}}, **file}).encode())


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        Stack.load(data)
    return str(refused.value)


def test_a_resource_keeps_its_address_and_its_construct_path() -> None:
    (topic,) = load({"resource": TOPIC}).of("aws_sns_topic")
    assert (topic.address, topic.place) == ("aws_sns_topic.alerts", "stack/alerts/topic")
    assert "//" not in topic.values


def test_every_block_of_the_file_is_a_resource_of_its_keyword() -> None:
    file = {
        "resource": TOPIC,
        "data": {"aws_region": {"here": {}}},
        "provider": {"aws": [{"region": "us-east-1"}, {"alias": "b"}]},
        "terraform": {"backend": {}},
        "variable": {"account_id": {}},
        "output": {"url": {}},
        "module": {"m": {}},
        "moved": [{"from": "a"}, {"from": "b"}],
        "locals": {"x": 1},
    }
    assert [each.type for each in load(file).resources] == [
        "aws_sns_topic",
        "data.aws_region",
        "provider",
        "provider",
        "terraform",
        "variable",
        "output",
        "module",
        "moved",
        "moved",
        "locals",
    ]


def test_a_reference_resolves_only_to_what_is_in_the_file() -> None:
    stack = load({"resource": TOPIC})
    (topic,) = stack.resources
    assert stack.resolve("${aws_sns_topic.alerts.arn}") is topic
    assert stack.resolve("${aws_sns_topic.alerts.arn}", "arn") is topic
    assert stack.resolve("${aws_sns_topic.alerts.name}", "arn") is None
    for other in ("${aws_sns_topic.nope.arn}", "x${aws_sns_topic.alerts.arn}", "alerts", None, 1, ("a",)):
        assert stack.resolve(other) is None


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ({}, "no resources"),
        ([], "no resources"),
        ({"a": 1}, "no resources"),
        ({"resource": TOPIC, "resources": {}}, "'resources'"),
        ({"resource": [TOPIC]}, "resource is not an object"),
        ({"resource": {"aws_sns_topic": [{"alerts": {}}]}}, "aws_sns_topic is not an object"),
        ({"resource": {"aws_sns_topic": {"alerts": [{}]}}}, "aws_sns_topic.alerts is not an object"),
        ({"resource": {"provider": {"aws": {}}}}, "'provider' is no resource type"),
        ({"resource": {"aws_sns_topic": {"a.b": {}}}}, "'a.b'"),
        ({"resource": TOPIC, "variable": {"x": 1}}, "variable.x is not an object"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_reason(file: object, reason: str) -> None:
    assert reason in refusal(json.dumps(file).encode())


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\x00", b'{"resource": {', b"PK\x03\x04", b"{" * 50_000])
def test_bytes_that_are_no_json_are_refused_in_one_line(data: bytes) -> None:
    assert "\n" not in refusal(data)


def test_a_second_resource_key_cannot_hide_the_first() -> None:
    hidden = json.dumps({"aws_sqs_queue": {"hidden": {}}})
    data = f'{{"resource": {hidden}, "resource": {json.dumps(TOPIC)}}}'
    assert "'resource' stands twice" in refusal(data.encode())


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_crash(data: bytes) -> None:
    with pytest.raises(Unreadable):
        Stack.load(data)


@pytest.mark.parametrize("name", KNOWN_STACKS)
def test_a_stack_has_the_name_that_its_file_says(name: str) -> None:
    about = {"//": {"metadata": {"stackName": name}}}
    assert load({"resource": TOPIC, **about}).name == name
    assert load({"resource": TOPIC, **about}).beside([RECORD]).name == name


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "no stack"),
        ({"metadata": {}}, "no stack"),
        ({"metadata": {"stackName": None}}, "no stack"),
        ({"metadata": "account"}, "no stack"),
        ({"metadata": {"stackName": "payments"}}, "the stack 'payments'"),
        ({"metadata": {"stackName": "Account"}}, "the stack 'Account'"),
        ({"metadata": {"stackName": ["account"]}}, "the stack ['account']"),
        ({"metadata": {"stackName": True}}, "the stack True"),
    ],
)
def test_a_file_that_names_none_of_our_stacks_is_refused_by_what_it_names(about: object, said: str) -> None:
    file = json.dumps({"//": about, "resource": TOPIC}).encode()
    assert refusal(file) == f"names {said}, and not one of this project's: fraud-detection, account, delivery"


def test_what_another_stack_refers_to_is_nothing_of_this_one() -> None:
    values = freeze({"aws_sqs_queue": {"q": {"policy": "${aws_sns_topic.alerts.arn}"}}})
    stack = load({"resource": TOPIC}).beside([Resource("stack", "account", cast("Frozen", values))])
    assert stack.of("stack")
    assert stack.referring_to(stack.of("aws_sns_topic")[0]) == ()


def test_what_functions_call_belongs_to_the_system_alone() -> None:
    assert load({"resource": TOPIC}).beside([RECORD]).of(RECORD.type) == (RECORD,)
    account = load({"resource": TOPIC, "//": {"metadata": {"stackName": "account"}}})
    assert account.beside([RECORD]).of(RECORD.type) == ()

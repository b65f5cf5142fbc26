"""Which queues people or functions work on, and which keep what failed."""

from typing import Any

import pytest

from policies.aws.asl import KEEP
from policies.aws.dead_letter_queue import DeadLetterQueue
from policies.aws.queues import is_work
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import freeze

HANDS_ON = {"redrive_policy": {"deadLetterTargetArn": "${aws_sqs_queue.other.arn}", "maxReceiveCount": 5}}
SEND = {"Type": "Task", "Resource": KEEP, "Parameters": {"QueueUrl": "${aws_sqs_queue.queue.url}"}}
LEAVES_LETTERS: dict[str, Any] = {
    "aws_sfn_state_machine": {"definition": {"States": {"Keep": SEND}}},
    "aws_cloudwatch_event_bus": {"dead_letter_config": {"arn": "${aws_sqs_queue.queue.arn}"}},
    "aws_cloudwatch_event_target": {"dead_letter_config": {"arn": "${aws_sqs_queue.queue.arn}"}},
    "aws_sqs_queue": {"redrive_policy": {"deadLetterTargetArn": "${aws_sqs_queue.queue.arn}"}},
}


def judged(values: dict[str, Any], **beside: Any) -> bool:
    queue = Resource("aws_sqs_queue", "queue", freeze(values))  # type: ignore[arg-type]
    others = [Resource(type_, "other", freeze(each)) for type_, each in beside.items()]  # type: ignore[arg-type]
    return is_work(queue, Stack((queue, *others)))


def test_people_work_on_what_a_rule_fills() -> None:
    assert judged({}, aws_cloudwatch_event_target={"arn": "${aws_sqs_queue.queue.arn}"})


def test_functions_work_on_what_they_are_handed_even_if_a_workflow_fills_it() -> None:
    mapping = {"event_source_arn": "${aws_sqs_queue.queue.arn}", "function_name": "${aws_lambda_function.other.arn}"}
    filled: dict[str, Any] = {
        "aws_lambda_function": {},
        "aws_sfn_state_machine": LEAVES_LETTERS["aws_sfn_state_machine"],
    }
    assert judged({}, aws_lambda_event_source_mapping=mapping, **filled)
    assert not judged({}, **filled)
    assert not judged({}, aws_lambda_event_source_mapping={**mapping, "function_name": "elsewhere"}, **filled)


def test_a_queue_that_hands_on_stays_work_when_its_rule_is_taken_away() -> None:
    assert judged(HANDS_ON)


def test_a_queue_that_nothing_is_known_of_keeps_dead_letters() -> None:
    assert not judged({})


@pytest.mark.parametrize("type_", LEAVES_LETTERS)
def test_where_dead_letters_go_is_no_work_even_if_it_hands_them_on(type_: str) -> None:
    assert not judged(HANDS_ON, **{type_: LEAVES_LETTERS[type_]})


@pytest.mark.parametrize(("values", "fitting"), [({}, True), (HANDS_ON, False)])
def test_a_dead_letter_queue_is_none_that_people_work_on(values: dict[str, Any], fitting: bool) -> None:
    queue = Resource("aws_sqs_queue", "queue", freeze(values))  # type: ignore[arg-type]
    assert DeadLetterQueue().fits("${aws_sqs_queue.queue.arn}", Stack((queue,))) is fitting

"""What the services must be able to ask of a key so that this stack works."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policies.aws.arn import arn_of
from policies.aws.key_policies import DATA_KEY, DECRYPT, DESCRIBE, known_users
from policies.aws.keys import class_of, key_class
from policies.aws.names import all_logs
from policies.core import Resource, Stack
from policies.core.strict_json import Json
from policies.encryption.shared.key_admission import Context, Request

EVENTS = "events.amazonaws.com"
ALARM_STATES = ("alarm_actions", "ok_actions", "insufficient_data_actions")
CONTEXT = "kms:encryptioncontext:"


def requests(key: Resource, stack: Stack) -> tuple[Request, ...]:
    """What must be possible with a key for its class of data, as AWS's guides describe the calls.

    A key of no known class is asked for what the things that name this very key need.
    """
    data = class_of(key, stack)
    return stack.once(_requests, data) if data else stack.once(_by_key).get(key.address, ())


def _requests(stack: Stack, data: str) -> tuple[Request, ...]:
    if data == "logs":
        return tuple(_of_log_groups(stack))
    if data == "transactions":
        return tuple(_of_log_delivery(stack))
    used = _of_messages(stack) if data == "messages" else ()
    queues = (queue for queue in _event_queues(stack) if key_class(queue.get("kms_master_key_id"), stack) == data)
    return (*used, *(request for queue in queues for request in _into_queue(queue, stack)))


def _by_key(stack: Stack) -> Mapping[str, tuple[Request, ...]]:
    """What the queues that name a key need of it, by the key's address."""
    needed: dict[str, tuple[Request, ...]] = {}
    for queue in _event_queues(stack):
        key = stack.resolve(queue.get("kms_master_key_id"))
        if key is not None:
            needed[key.address] = (*needed.get(key.address, ()), *_into_queue(queue, stack))
    return needed


def _of_log_groups(stack: Stack) -> Iterator[Request]:
    ((service, wanted),) = known_users("logs", stack).items()
    for group in stack.of("aws_cloudwatch_log_group"):
        yield from _calls(service, wanted, _context("aws:logs:arn", group, stack), group)


def _of_log_delivery(stack: Stack) -> Iterator[Request]:
    for workflow in stack.of("aws_sfn_state_machine"):
        yield from _calls("delivery.logs.amazonaws.com", (DECRYPT,), {f"{CONTEXT}sourcearn": all_logs(stack)}, workflow)


def _of_messages(stack: Stack) -> Iterator[Request]:
    for bus in stack.of("aws_cloudwatch_event_bus"):
        yield from _calls(EVENTS, (DESCRIBE,), {"aws:sourcearn": arn_of(bus, stack)}, bus)
        yield from _use(EVENTS, _context("aws:events:event-bus:arn", bus, stack), bus)
    published = [alarm.get(state) for alarm in stack.of("aws_cloudwatch_metric_alarm") for state in ALARM_STATES]
    arns = [arn for state_arns in published if isinstance(state_arns, tuple) for arn in state_arns]
    for topic in _named("aws_sns_topic", arns, stack):
        yield from _use("cloudwatch.amazonaws.com", _context("aws:sns:topicarn", topic, stack), topic)


def _event_queues(stack: Stack) -> list[Resource]:
    targets = stack.of("aws_cloudwatch_event_target", "aws_cloudwatch_event_bus")
    arns = [value for target in targets for value in (target.get("arn"), target.get("dead_letter_config", "arn"))]
    return _named("aws_sqs_queue", arns, stack)


def _into_queue(queue: Resource, stack: Stack) -> Iterator[Request]:
    return _use(EVENTS, _context("aws:sqs:arn", queue, stack), queue)


def _named(type_: str, arns: list[Json], stack: Stack) -> list[Resource]:
    named = {id(stack.resolve(arn)) for arn in arns}
    return [resource for resource in stack.of(type_) if id(resource) in named]


def _context(key: str, resource: Resource, stack: Stack) -> Context:
    return {CONTEXT + key: arn_of(resource, stack)}


def _use(service: str, context: Context, purpose: Resource) -> Iterator[Request]:
    yield from _calls(service, (DATA_KEY, DECRYPT), context, purpose)


def _calls(service: str, wanted: Collection[str], context: Context, purpose: Resource) -> Iterator[Request]:
    for action in sorted(wanted):
        yield Request(service, action, context, purpose.address)

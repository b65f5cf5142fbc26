"""What the services must be able to ask of a key so that this stack works, and whether a key's policy lets them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from policies.aws.arn import arn_of
from policies.aws.iam import actions, conditions, texts
from policies.aws.key_policies import DATA_KEY, DECRYPT, DESCRIBE, known_users, service_of
from policies.aws.keys import key_class
from policies.aws.names import all_logs
from policies.core import Resource, Stack
from policies.core.strict_json import Json

EVENTS = "events.amazonaws.com"
ALARM_STATES = ("alarm_actions", "ok_actions", "insufficient_data_actions")
CONTEXT = "kms:encryptioncontext:"
EXACT, LIKE = frozenset({"StringEquals"}), frozenset({"StringLike", "ArnEquals", "ArnLike"})


@dataclass(frozen=True)
class Request:
    """A service's call; `context` holds the condition keys that AWS is known to send with it, in lower case.

    AWS says that aws:SourceAccount is not supported where EventBridge publishes to an encrypted topic, and shows none
    where it sends to an encrypted queue. The encryption context comes with each call that encrypts or decrypts.
    """

    service: str
    action: str
    context: Mapping[str, str]
    purpose: str


def requests(data: str | None, stack: Stack) -> tuple[Request, ...]:
    """What must be possible with the key for a class of data, as AWS's guides describe the calls."""
    return stack.once(_requests, data)


def admits(statement: Mapping[str, Json], request: Request) -> bool:
    """Whether a statement of a key's policy allows the request; a condition on a key that is not sent fails."""
    return (
        service_of(statement) == request.service
        and request.action in actions(statement)
        and texts(statement.get("Resource")) == ("*",)
        and all(_holds(operator, request.context.get(key), values) for operator, key, values in conditions(statement))
    )


def _requests(stack: Stack, data: str | None) -> tuple[Request, ...]:
    if data == "logs":
        return tuple(_of_log_groups(stack))
    if data == "transactions":
        return tuple(_of_log_delivery(stack))
    used = _of_messages(stack) if data == "messages" else ()
    return (*used, *_into_queues(data, stack))


def _of_log_groups(stack: Stack) -> Iterator[Request]:
    ((service, wanted),) = known_users("logs", stack).items()
    for group in stack.of("aws_cloudwatch_log_group"):
        yield from _calls(service, wanted, _context("aws:logs:arn", group, stack), group)


def _of_log_delivery(stack: Stack) -> Iterator[Request]:
    for workflow in stack.of("aws_sfn_state_machine"):
        yield from _calls("delivery.logs.amazonaws.com", (DECRYPT,), {f"{CONTEXT}sourcearn": all_logs(stack)}, workflow)


def _of_messages(stack: Stack) -> Iterator[Request]:
    for bus in stack.of("aws_cloudwatch_event_bus"):
        yield from _calls(EVENTS, (DESCRIBE,), {"aws:sourcearn": arn_of(bus, stack) or ""}, bus)
        yield from _use(EVENTS, _context("aws:events:event-bus:arn", bus, stack), bus)
    published = [alarm.get(state) for alarm in stack.of("aws_cloudwatch_metric_alarm") for state in ALARM_STATES]
    arns = [arn for state_arns in published if isinstance(state_arns, tuple) for arn in state_arns]
    for topic in _named("aws_sns_topic", arns, stack):
        yield from _use("cloudwatch.amazonaws.com", _context("aws:sns:topicarn", topic, stack), topic)


def _into_queues(data: str | None, stack: Stack) -> Iterator[Request]:
    targets = stack.of("aws_cloudwatch_event_target", "aws_cloudwatch_event_bus")
    arns = [value for target in targets for value in (target.get("arn"), target.get("dead_letter_config", "arn"))]
    for queue in _named("aws_sqs_queue", arns, stack):
        if key_class(queue.get("kms_master_key_id"), stack) == data:
            yield from _use(EVENTS, _context("aws:sqs:arn", queue, stack), queue)


def _named(type_: str, arns: list[Json], stack: Stack) -> list[Resource]:
    named = {id(stack.resolve(arn, "arn")) for arn in arns}
    return [resource for resource in stack.of(type_) if id(resource) in named]


def _context(key: str, resource: Resource, stack: Stack) -> dict[str, str]:
    return {CONTEXT + key: arn_of(resource, stack) or ""}


def _use(service: str, context: Mapping[str, str], purpose: Resource) -> Iterator[Request]:
    yield from _calls(service, (DATA_KEY, DECRYPT), context, purpose)


def _calls(service: str, wanted: Collection[str], context: Mapping[str, str], purpose: Resource) -> Iterator[Request]:
    for action in sorted(wanted):
        yield Request(service, action, context, purpose.address)


def _holds(operator: str, sent: str | None, values: tuple[str, ...]) -> bool:
    if sent is None:
        return False
    return (operator in EXACT and sent in values) or (
        operator in LIKE and any(_matches(sent, pattern) for pattern in values)
    )


def _matches(sent: str, pattern: str) -> bool:
    # IAM knows * and ? alone: a bracket is a bracket.
    return fnmatchcase(sent, pattern.replace("[", "[[]"))

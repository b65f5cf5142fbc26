"""What the services must be able to ask of a key so that this stack works, and whether a key's policy lets them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from policies.aws.arn import arn_of
from policies.aws.iam import actions, conditions, listed
from policies.aws.key_policies import DATA_KEY, DECRYPT, DESCRIBE, USERS, service_of
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT, REGION
from policies.core.strict_json import Json

LOGS, EVENTS = f"logs.{REGION}.amazonaws.com", "events.amazonaws.com"
DELIVERY = f"arn:aws:logs:{REGION}:{ACCOUNT}:*"
ALARMED = ("alarm_actions", "ok_actions", "insufficient_data_actions")
CONTEXT = "kms:encryptioncontext:"
EXACT, LIKE = frozenset({"StringEquals"}), frozenset({"StringLike", "ArnEquals", "ArnLike"})


@dataclass(frozen=True)
class Request:
    """A service's call; `context` holds the condition keys that AWS is known to send, in lower case."""

    service: str
    action: str
    context: Mapping[str, str]
    purpose: str


def requests(class_: str | None, stack: Stack) -> tuple[Request, ...]:
    """What must be possible with the key of a class, as AWS's guides describe the calls."""
    return stack.once(_requests, class_)


def _requests(stack: Stack, class_: str | None) -> tuple[Request, ...]:
    return tuple(_asked(class_, stack))


def _asked(class_: str | None, stack: Stack) -> Iterator[Request]:
    if class_ == "logs":
        for group in stack.of("aws_cloudwatch_log_group"):
            yield from _each(LOGS, USERS["logs"][LOGS], _about("aws:logs:arn", group, stack), group)
    if class_ == "transactions":
        for workflow in stack.of("aws_sfn_state_machine"):
            context = {f"{CONTEXT}sourcearn": DELIVERY}
            yield from _each("delivery.logs.amazonaws.com", (DECRYPT,), context, workflow)
    if class_ == "messages":
        yield from _messages(stack)


def admits(statement: Mapping[str, Json], request: Request) -> bool:
    """Whether a statement of a key's policy allows the request; a condition on a key that is not sent fails."""
    return (
        service_of(statement) == request.service
        and request.action in actions(statement)
        and listed(statement.get("Resource")) == ("*",)
        and all(_holds(operator, request.context.get(key), values) for operator, key, values in conditions(statement))
    )


def _messages(stack: Stack) -> Iterator[Request]:
    for bus in stack.of("aws_cloudwatch_event_bus"):
        sender = {"aws:sourceaccount": ACCOUNT, "aws:sourcearn": arn_of(bus, stack) or ""}
        yield from _each(EVENTS, (DESCRIBE,), sender, bus)
        yield from _send(EVENTS, _about("aws:events:event-bus:arn", bus, stack), bus)
    targets = stack.of("aws_cloudwatch_event_target", "aws_cloudwatch_event_bus")
    arns = [value for each in targets for value in (each.get("arn"), each.get("dead_letter_config", "arn"))]
    for queue in _named("aws_sqs_queue", arns, stack):
        yield from _send(EVENTS, _about("aws:sqs:arn", queue, stack), queue)
    called = [each.get(when) for each in stack.of("aws_cloudwatch_metric_alarm") for when in ALARMED]
    arns = [arn for found in called if isinstance(found, tuple) for arn in found]
    for topic in _named("aws_sns_topic", arns, stack):
        yield from _send("cloudwatch.amazonaws.com", _about("aws:sns:topicarn", topic, stack), topic)


def _named(type_: str, arns: list[Json], stack: Stack) -> list[Resource]:
    named = {id(stack.resolve(arn, "arn")) for arn in arns}
    return [each for each in stack.of(type_) if id(each) in named]


def _about(key: str, resource: Resource, stack: Stack) -> dict[str, str]:
    return {CONTEXT + key: arn_of(resource, stack) or ""}


def _send(service: str, context: Mapping[str, str], about: Resource) -> Iterator[Request]:
    yield from _each(service, (DATA_KEY, DECRYPT), {"aws:sourceaccount": ACCOUNT, **context}, about)


def _each(service: str, wanted: Collection[str], context: Mapping[str, str], about: Resource) -> Iterator[Request]:
    for action in sorted(wanted):
        yield Request(service, action, context, about.address)


def _holds(operator: str, sent: str | None, values: tuple[str, ...]) -> bool:
    if sent is None:
        return False
    return (operator in EXACT and sent in values) or (operator in LIKE and any(_like(sent, each) for each in values))


def _like(sent: str, pattern: str) -> bool:
    # IAM knows * and ? alone: a bracket is a bracket.
    return fnmatchcase(sent, pattern.replace("[", "[[]"))

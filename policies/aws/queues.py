"""Which queues people or functions work on and which keep dead letters, and what delivers into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.arn import is_arn_of
from policies.aws.asl import KEEP, MACHINE, at, calling
from policies.aws.iam import texts
from policies.aws.mappings import functions_at
from policies.aws.senders import condition_of
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

QUEUE, BUS = "aws_sqs_queue", "aws_cloudwatch_event_bus"
DEAD_LETTERS = ("dead_letter_config", "arn")
TARGET, RULE = "aws_cloudwatch_event_target", "aws_cloudwatch_event_rule"


def is_work(queue: Resource, stack: Stack) -> bool:
    """Whether the queue is worked on: a rule fills it for people, or a function is handed what is in it.

    One with a redrive policy, into which no dead letters go, has lost its rule or its function. Every other queue keeps
    dead letters: those of a workflow, of EventBridge or of another queue.
    """
    if stack.pointing_at(queue, TARGET, "arn") or functions_at(queue, stack):
        return True
    return queue.get("redrive_policy") is not None and not _takes_dead_letters(queue, stack)


def dead_letters(value: Json, stack: Stack) -> Resource | None:
    """The dead-letter queue of this stack whose ARN a value refers to."""
    queue = stack.resolve(value, "arn")
    return queue if queue is not None and queue.type == QUEUE and not is_work(queue, stack) else None


def redriving(queue: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The queues that use this one as their dead-letter queue."""
    return stack.pointing_at(queue, QUEUE, "redrive_policy", "deadLetterTargetArn")


def deliverers(queue: Resource, stack: Stack) -> Iterator[Resource]:
    """The rules and the buses whose events EventBridge delivers to the queue."""
    targets = (*stack.pointing_at(queue, TARGET, "arn"), *stack.pointing_at(queue, TARGET, *DEAD_LETTERS))
    for target in {target.address: target for target in targets}.values():
        rule = stack.resolve(target.get("rule"))
        if rule is not None:
            yield rule
    yield from stack.pointing_at(queue, BUS, *DEAD_LETTERS)


def sources(statement: Mapping[str, Json], queue: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The rules and buses of this stack that a statement allows to send to the queue; none if it allows anyone else."""
    condition = condition_of(statement, "events.amazonaws.com", "sqs:sendmessage", queue, stack)
    if condition is None or set(condition) != {"StringEquals", "ArnEquals"}:
        return ()
    source = condition["ArnEquals"]
    if condition["StringEquals"] != {"aws:SourceAccount": ACCOUNT} or not isinstance(source, Mapping):
        return ()
    arns = texts(source.get("aws:SourceArn")) if set(source) == {"aws:SourceArn"} else ()
    senders = [_sender(arn, stack) for arn in arns]
    return tuple(sender for sender in senders if sender is not None) if None not in senders else ()


def _takes_dead_letters(queue: Resource, stack: Stack) -> bool:
    events = [*stack.pointing_at(queue, TARGET, *DEAD_LETTERS), *stack.pointing_at(queue, BUS, *DEAD_LETTERS)]
    return bool(events or redriving(queue, stack) or queue.address in stack.once(_filled_by_workflows))


def _filled_by_workflows(stack: Stack) -> frozenset[str]:
    keeping = [state for machine in stack.of(MACHINE) for state in calling(machine, KEEP).values()]
    filled = (stack.resolve(at(state, "Parameters", "QueueUrl"), "url") for state in keeping)
    return frozenset(queue.address for queue in filled if queue is not None)


def _sender(arn: str, stack: Stack) -> Resource | None:
    return next((sender for sender in stack.of(RULE, BUS) if is_arn_of(arn, sender, stack)), None)

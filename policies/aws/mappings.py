"""Event source mappings: which function Lambda hands the messages of which queue to."""

from __future__ import annotations

from policies.core import Resource, Stack

MAPPING, QUEUE, FUNCTION = "aws_lambda_event_source_mapping", "aws_sqs_queue", "aws_lambda_function"
FROM, TO = "event_source_arn", "function_name"


def queue_of(mapping: Resource, stack: Stack) -> Resource | None:
    """The queue of this stack that a mapping takes messages from, by reference to its ARN."""
    return _of(QUEUE, mapping, FROM, stack)


def function_of(mapping: Resource, stack: Stack) -> Resource | None:
    """The function of this stack that a mapping hands messages to, by reference to its ARN."""
    return _of(FUNCTION, mapping, TO, stack)


def functions_at(queue: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The functions that messages of a queue are handed to."""
    handed = [function_of(mapping, stack) for mapping in stack.pointing_at(queue, MAPPING, FROM)]
    return tuple(function for function in handed if function is not None)


def queues_of(function: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The queues whose messages are handed to a function."""
    taken = [queue_of(mapping, stack) for mapping in stack.pointing_at(function, MAPPING, TO)]
    return tuple(queue for queue in taken if queue is not None)


def _of(type_: str, mapping: Resource, attribute: str, stack: Stack) -> Resource | None:
    found = stack.resolve(mapping.get(attribute), "arn")
    return found if found is not None and found.type == type_ else None

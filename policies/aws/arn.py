"""The ARNs of resources of this stack as text, for where a reference would be a cycle."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.region import region
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

# By type: the service, and what stands before the name.
BEFORE_NAME: Mapping[str, tuple[str, str]] = {
    "aws_sns_topic": ("sns", ""),
    "aws_sqs_queue": ("sqs", ""),
    "aws_cloudwatch_event_bus": ("events", "event-bus/"),
    "aws_cloudwatch_event_rule": ("events", "rule/"),
    "aws_cloudwatch_log_group": ("logs", "log-group:"),
}


def arn_of(resource: Resource, stack: Stack) -> str | None:
    """The ARN of a resource of these types, made of its name; None where that is not possible."""
    name = resource.get("name")
    if resource.type not in BEFORE_NAME or not isinstance(name, str):
        return None
    service, kind = BEFORE_NAME[resource.type]
    before = f"arn:aws:{service}:{region(stack)}:{ACCOUNT}:{kind}"
    if resource.type != "aws_cloudwatch_event_rule":
        return before + name
    bus = stack.resolve(resource.get("event_bus_name"))
    return f"{before}{bus.get('name')}/{name}" if bus else None


def is_arn_of(value: Json, resource: Resource, stack: Stack) -> bool:
    """Whether a value is this resource's ARN, by reference or by name."""
    by_name = arn_of(resource, stack)
    return stack.resolve(value, "arn") is resource or (by_name is not None and value == by_name)

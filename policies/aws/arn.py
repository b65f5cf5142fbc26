"""The ARNs of resources of this stack as text, for where a reference would be a cycle."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT, REGION
from policies.core.strict_json import Json

BEFORE_NAME: Mapping[str, str] = {
    "aws_sns_topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:",
    "aws_sqs_queue": f"arn:aws:sqs:{REGION}:{ACCOUNT}:",
    "aws_cloudwatch_event_bus": f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/",
    "aws_cloudwatch_event_rule": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/",
    "aws_cloudwatch_log_group": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:",
}


def arn_of(resource: Resource, stack: Stack) -> str | None:
    """The ARN of a resource of these types, made of its name; None where that is not possible."""
    before, name = BEFORE_NAME.get(resource.type), resource.get("name")
    if before is None or not isinstance(name, str):
        return None
    if resource.type != "aws_cloudwatch_event_rule":
        return before + name
    bus = stack.resolve(resource.get("event_bus_name"))
    return f"{before}{bus.get('name')}/{name}" if bus else None


def is_arn_of(value: Json, resource: Resource, stack: Stack) -> bool:
    """Whether a value is this resource's ARN, by reference or by name."""
    by_name = arn_of(resource, stack)
    return stack.resolve(value, "arn") is resource or (by_name is not None and value == by_name)

"""The ARNs of resources of this stack as text, for where a reference would be a cycle or would order a replacement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from policies.aws.region import region
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json
from policies.requirements import REGION

# By type: the service, and what stands before the name.
BEFORE_NAME: Mapping[str, tuple[str, str]] = {
    "aws_sns_topic": ("sns", ""),
    "aws_sqs_queue": ("sqs", ""),
    "aws_cloudwatch_event_bus": ("events", "event-bus/"),
    "aws_cloudwatch_log_group": ("logs", "log-group:"),
    "aws_iam_role": ("iam", "role/"),
    "aws_sfn_state_machine": ("states", "stateMachine:"),
}
# AWS's identities belong to no region.
EVERYWHERE = "iam"
# Ends where no name goes on, so that one name is never taken for a longer one.
WRITTEN = re.compile(rf"arn:aws:[a-z]+:[a-z0-9-]*:{re.escape(ACCOUNT)}:(?:[A-Za-z-]+[:/])?[A-Za-z0-9/_-]+")


def arn_named(type_: str, name: str, here: str = REGION) -> str:
    """The ARN of whatever has this type and name."""
    service, kind = BEFORE_NAME[type_]
    return f"arn:aws:{service}:{'' if service == EVERYWHERE else here}:{ACCOUNT}:{kind}{name}"


def arn_of(resource: Resource, stack: Stack) -> str | None:
    """The ARN of a resource of these types, made of its name; None where that is not possible."""
    name = resource.get("name")
    # A role's path stands in its ARN, too.
    if resource.type not in BEFORE_NAME or not isinstance(name, str) or resource.get("path") is not None:
        return None
    return arn_named(resource.type, name, region(stack))


def is_arn_of(value: Json, resource: Resource, stack: Stack) -> bool:
    """Whether a value is this resource's ARN, by reference or by name."""
    by_name = arn_of(resource, stack)
    return stack.resolve(value, "arn") is resource or (by_name is not None and value == by_name)


def with_arn(value: Json, type_: str, stack: Stack) -> Resource | None:
    """The resource of a type whose ARN a value is, by reference or by name; None where two have the name."""
    named = stack.once(_by_arn, type_).get(value, ()) if isinstance(value, str) else ()
    resource = named[0] if len(named) == 1 else stack.resolve(value, "arn")
    return resource if resource is not None and resource.type == type_ else None


def written_in(text: str, stack: Stack) -> Iterator[Resource]:
    """The resources whose ARNs stand in a text by name, in order."""
    return _named(WRITTEN.findall(text), stack)


def written_anywhere_in(resource: Resource, stack: Stack) -> Iterator[Resource]:
    """The resources whose ARNs stand in any text of a resource by name, in order."""
    return _named(resource.once(_arns), stack)


def _arns(resource: Resource) -> tuple[str, ...]:
    return tuple(arn for text in resource.strings() if "arn:" in text for arn in WRITTEN.findall(text))


def _named(arns: Iterable[str], stack: Stack) -> Iterator[Resource]:
    known = stack.once(_by_arn, *BEFORE_NAME)
    return (resource for arn in arns for resource in known.get(arn, ()))


def _by_arn(stack: Stack, *types: str) -> Mapping[str, tuple[Resource, ...]]:
    found: dict[str, tuple[Resource, ...]] = {}
    for resource in stack.of(*types):
        arn = arn_of(resource, stack)
        if arn is not None and WRITTEN.fullmatch(arn):
            found[arn] = (*found.get(arn, ()), resource)
    return found

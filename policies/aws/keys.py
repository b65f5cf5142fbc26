"""Which class of data a key is for. Its alias tells, as that is what people and AWS's console go by."""

from __future__ import annotations

from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.strict_json import Json

CLASSES = ("transactions", "messages", "logs", "configuration")
ALIAS = "alias/fraud-detection/"


def key_class(value: Json, stack: Stack) -> str | None:
    """The class of the key of this stack whose ARN a value refers to; None where it is no such reference."""
    key = stack.resolve(value, "arn")
    return class_of(key, stack) if key is not None and key.type == "aws_kms_key" else None


def class_of(key: Resource, stack: Stack) -> str | None:
    """The class of a key; None unless exactly one alias targets it and names a known class."""
    aliases = stack.pointing_at(key, "aws_kms_alias", "target_key_id")
    return alias_class(aliases[0]) if len(aliases) == 1 else None


def alias_class(alias: Resource) -> str | None:
    """The class that an alias names, if it is a known one."""
    name = alias.get("name")
    return next((each for each in CLASSES if name == ALIAS + each), None)


def misplaced(value: Json, expected: str, stack: Stack) -> Iterator[str]:
    """What is wrong with a value that must refer to this stack's key of the expected class."""
    found = key_class(value, stack)
    if found is None:
        named = "no key" if value is None else f"{value!r}, which is no key of this stack for a known class of data"
        yield f"is encrypted with {named}"
    elif found != expected:
        yield f"is encrypted with the key for {found}, not with the one for {expected}"

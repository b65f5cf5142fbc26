"""Which class of data a key is for. Its alias says so, as people and AWS's console go by the alias."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource, Stack
from policies.core.known_stacks import ACCOUNT, DELIVERY, SYSTEM
from policies.core.strict_json import Json

CLASSES = ("transactions", "messages", "dead-letters", "logs", "configuration")
BY_STACK: Mapping[str, tuple[str, ...]] = {
    SYSTEM: CLASSES,
    ACCOUNT: ("logs", "traces"),
    DELIVERY: ("state", "ledger"),
}


def key_class(value: Json, stack: Stack) -> str | None:
    """The class of the key of this stack whose ARN a value refers to; None where it is no such reference."""
    key = stack.resolve(value, "arn")
    return class_of(key, stack) if key is not None and key.type == "aws_kms_key" else None


def class_of(key: Resource, stack: Stack) -> str | None:
    """The class of a key; None unless exactly one alias targets it and names a known class."""
    aliases = stack.pointing_at(key, "aws_kms_alias", "target_key_id")
    return alias_class(aliases[0], stack) if len(aliases) == 1 else None


def alias_class(alias: Resource, stack: Stack) -> str | None:
    """The class that an alias names, if it is one of the stack's."""
    name = alias.get("name")
    return next((data for data in BY_STACK.get(stack.name, ()) if name == alias_name(data, stack.name)), None)


def alias_name(data: str, stack: str = SYSTEM) -> str:
    """The alias of a stack's key for a class of data."""
    return f"alias/{stack}/{data}"

"""What a synthesized file must say, found by its names; what is not there, or is no number, is told."""

from __future__ import annotations

from typing import Any

from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import thaw
from policies.core.terraform_file import Unreadable


def one(stack: Stack, type_: str, key: str, value: str) -> Resource:
    """The only resource of a type with this value."""
    found = stack.having(type_, key, value)
    if len(found) != 1:
        raise Unreadable(f"it has {len(found)} {type_} with the {key} {value!r}, and one is needed")
    return found[0]


def mapping(resource: Resource, *keys: str) -> dict[str, Any]:
    """What stands below these keys, and is no single value."""
    found = thaw(resource.get(*keys))
    if not isinstance(found, dict):
        raise Unreadable(f"{resource.place} has no {'.'.join(keys)}")
    return found


def number(resource: Resource, *keys: str) -> float:
    """The number below these keys."""
    return counted(resource.get(*keys), f"{resource.place} has no number as its {'.'.join(keys)}")


def counted(found: object, lack: str) -> float:
    """What was found, if it is a number and not a negative one."""
    if not isinstance(found, int | float) or isinstance(found, bool) or found < 0:
        raise Unreadable(lack)
    return found


def referred(resource: Resource, attribute: str) -> str:
    """How the file refers to an attribute of a resource."""
    return f"${{{resource.address}.{attribute}}}"

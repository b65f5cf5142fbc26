"""Blocks as Terraform's JSON writes them: an object alone, or objects in a list."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.strict_json import Json

Block = Mapping[str, Json]


def sole(value: Json) -> Block:
    """The block that the value is, alone or in a list of one; empty if it is none, or more than one."""
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def every(value: Json) -> tuple[Block, ...]:
    """All blocks of the value; none at all if something else stands among them."""
    listed = value if isinstance(value, tuple) else (value,)
    blocks = tuple(item for item in listed if isinstance(item, Mapping))
    return blocks if len(blocks) == len(listed) else ()

"""The path of an attribute, `rule[2].override_action.none`, and what stands there."""

from __future__ import annotations

import re

from policies.core.resources import Resource
from policies.core.strict_json import Json

STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def value_at(resource: Resource, path: str) -> Json:
    """What stands at a path, or None. A block written as a list of one is the block."""
    value: Json = resource.values
    for index, key in STEP.findall(path):
        value = item(value, int(index)) if index else below(value, key)
    return value


def below(value: Json, key: str) -> Json:
    """What a block has under a key, or None."""
    block = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    return block.get(key) if isinstance(block, dict) else None


def item(value: Json, index: int) -> Json:
    """One of several blocks, or None."""
    return value[index] if isinstance(value, tuple) and index < len(value) else None

"""Reaching values below keys; a number counts into a list, and a block written as a list of one is the block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Keys = Sequence[str | int]


def below(values: Any, keys: Keys) -> Any:
    """What stands below these keys."""
    for key in keys:
        values = _only_block(values, key)[key]
    return values


def parent(values: Any, keys: Keys) -> Any:
    """The block or the list that holds what stands below these keys."""
    return _only_block(below(values, keys[:-1]), keys[-1])


def nested(keys: Sequence[str], value: object) -> dict[str, Any]:
    """The merge patch that sets what stands below these keys, at least one; None removes it."""
    for key in reversed(keys[1:]):
        value = {key: value}
    return {keys[0]: value}


def _only_block(values: Any, key: str | int) -> Any:
    if isinstance(values, list) and isinstance(key, str):
        (values,) = values
    return values

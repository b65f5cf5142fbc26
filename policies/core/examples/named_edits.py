"""Named edits, for what a merge patch cannot reach: into lists, and to other resources."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from policies.core.examples.edit import Address, Draft, Edit, Values, merged


def told(text: str, plant: Callable[[Draft, Address], None]) -> Edit:
    """The edit, with what it does in words, for those who read the rulebook."""
    plant.__doc__ = text
    return plant


def append(*keys: str | int, item: Any) -> Edit:
    """Adds an item to the list below these keys."""
    text = f"adds to {_path(keys)}: {json.dumps(item)}"
    return told(text, lambda draft, at: _at(draft[at], keys).append(item))


def replace(*keys: str | int, value: Any) -> Edit:
    """Sets what stands below these keys; a number counts into a list."""

    def plant(draft: Draft, at: Address) -> None:
        _parent(draft[at], keys)[keys[-1]] = value

    return told(f"sets {_path(keys)} to {json.dumps(value)}", plant)


def drop(*keys: str | int) -> Edit:
    """Removes what stands below these keys; a number counts into a list."""

    def plant(draft: Draft, at: Address) -> None:
        del _parent(draft[at], keys)[keys[-1]]

    return told(f"removes {_path(keys)}", plant)


def add(type_: str, values: Values, name: str = "planted") -> Edit:
    """Puts one more resource beside the others."""
    text = f"adds {type_}.{name}: {json.dumps(values, default=dict)}"
    return told(text, lambda draft, at: draft.__setitem__((type_, name), dict(values)))


def without(type_: str, **having: object) -> Edit:
    """Removes every resource of a type that has these values."""

    def plant(draft: Draft, at: Address) -> None:
        for address in [each for each in draft if each[0] == type_ and having.items() <= draft[each].items()]:
            del draft[address]

    return told(f"removes every {type_}{f' that has {having}' if having else ''}", plant)


def elsewhere(type_: str, edit: Edit) -> Edit:
    """Plants the edit at every resource of another type instead."""

    def plant(draft: Draft, at: Address) -> None:
        for address in [each for each in draft if each[0] == type_]:
            if callable(edit):
                edit(draft, address)
            else:
                draft[address] = merged(draft[address], edit)

    return told(f"at every {type_}: {edit.__doc__ if callable(edit) else json.dumps(edit)}", plant)


def _at(values: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        if isinstance(values, list) and isinstance(key, str):
            (values,) = values
        values = values[key]
    return values


def _parent(values: Any, keys: tuple[str | int, ...]) -> Any:
    parent = _at(values, keys[:-1])
    if isinstance(parent, list) and isinstance(keys[-1], str):
        (parent,) = parent
    return parent


def _path(keys: tuple[str | int, ...]) -> str:
    return ".".join(str(key) for key in keys)

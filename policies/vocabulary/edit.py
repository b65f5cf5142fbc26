"""Edits of a stack: the violations that a policy's examples plant, in an example and in the real stack alike.

An edit is a JSON merge patch (RFC 7396: null removes) on the resource, applied after JSON inside strings has been
decoded, or, where a merge patch cannot reach, a function of the draft and the address of the resource.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.strict_json import Json, freeze, thaw

Values = Mapping[str, Any]
Address = tuple[str, str]
Draft = dict[Address, dict[str, Any]]
Edit = Values | Callable[[Draft, Address], None]


def drafted(stack: Stack) -> Draft:
    """A copy of the stack that can be edited: (type, name) to values."""
    return {(each.type, each.name): cast("dict[str, Any]", thaw(each.values)) for each in stack.resources}


def edited(stack: Stack, edit: Edit, at: Resource) -> Stack:
    """The stack with the edit planted at one of its resources."""
    draft = drafted(stack)
    address = (at.type, at.name)
    if callable(edit):
        edit(draft, address)
    else:
        draft[address] = merged(draft[address], edit)
    return rebuilt(draft, stack)


def rebuilt(draft: Draft, stack: Stack) -> Stack:
    """The draft as a stack; resources that were there keep their construct paths."""
    return Stack(tuple(_resource(address, values, stack) for address, values in draft.items()))


def merged(values: Mapping[str, Any], patch: Values) -> dict[str, Any]:
    """The values with a JSON merge patch applied."""
    result = dict(values)
    for key, change in patch.items():
        if change is None:
            result.pop(key, None)
        elif isinstance(change, Mapping):
            result[key] = merged(_block(result.get(key)), change)
        else:
            result[key] = change
    return result


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


def _block(value: object) -> Mapping[str, Any]:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


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


def _resource(address: Address, values: dict[str, Any], stack: Stack) -> Resource:
    before = stack.by_address.get(".".join(address))
    frozen = cast("Mapping[str, Json]", freeze(values))
    # `True` equals 1, and yet is another value: what is the same reads the same.
    if before is not None and before.values == frozen and repr(before.values) == repr(frozen):
        return before
    return Resource(*address, frozen, before.path if before else None)

"""Edits of a stack: the violations that a policy's examples plant, in an example and in the real stack alike.

An edit is a JSON merge patch (RFC 7396: null removes) on the resource, applied after JSON inside strings has been
decoded, or, where a merge patch cannot reach, a function of the draft and the address of the resource.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from policies.vocabulary.resource import Resource
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


def append(*keys: str | int, item: Any) -> Edit:
    """Adds an item to the list below these keys."""
    return lambda draft, at: _parent(draft[at], (*keys, ""))[0].append(item)


def replace(*keys: str | int, value: Any) -> Edit:
    """Sets what stands below these keys; a number counts into a list."""

    def plant(draft: Draft, at: Address) -> None:
        parent, last = _parent(draft[at], keys)
        parent[last] = value

    return plant


def drop(*keys: str | int) -> Edit:
    """Removes what stands below these keys; a number counts into a list."""

    def plant(draft: Draft, at: Address) -> None:
        parent, last = _parent(draft[at], keys)
        del parent[last]

    return plant


def add(type_: str, values: Values, name: str = "planted") -> Edit:
    """Puts one more resource beside the others."""
    return lambda draft, at: draft.__setitem__((type_, name), dict(values))  # noqa: ARG005


def without(type_: str, **having: object) -> Edit:
    """Removes every resource of a type that has these values."""

    def plant(draft: Draft, at: Address) -> None:  # noqa: ARG001
        for address in [each for each in draft if each[0] == type_ and having.items() <= draft[each].items()]:
            del draft[address]

    return plant


def elsewhere(type_: str, edit: Edit) -> Edit:
    """Plants the edit at every resource of another type instead."""

    def plant(draft: Draft, at: Address) -> None:  # noqa: ARG001
        for address in [each for each in draft if each[0] == type_]:
            if callable(edit):
                edit(draft, address)
            else:
                draft[address] = merged(draft[address], edit)

    return plant


def _block(value: object) -> Mapping[str, Any]:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def _parent(values: Any, keys: tuple[str | int, ...]) -> tuple[Any, Any]:
    for key in keys[:-1]:
        if isinstance(values, list) and isinstance(key, str):
            (values,) = values
        values = values[key]
    return values, keys[-1]


def _resource(address: Address, values: dict[str, Any], stack: Stack) -> Resource:
    before = stack.by_address.get(".".join(address))
    frozen = cast("Mapping[str, Json]", freeze(values))
    if before is not None and before.values == frozen:
        return before
    return Resource(*address, frozen, before.path if before else None)

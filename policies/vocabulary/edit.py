"""Edits of a stack: the violations that a policy's examples plant, in an example and in the real stack alike.

An edit is a JSON merge patch (RFC 7396: null removes) on the resource, applied after JSON inside strings has been
decoded, or, where a merge patch cannot reach, a named edit: a function of the draft and the address of the resource.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
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


def _block(value: object) -> Mapping[str, Any]:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def _resource(address: Address, values: dict[str, Any], stack: Stack) -> Resource:
    before = stack.by_address.get(".".join(address))
    frozen = cast("Mapping[str, Json]", freeze(values))
    # `True` equals 1, and yet is another value: what is the same reads the same.
    if before is not None and before.values == frozen and repr(before.values) == repr(frozen):
        return before
    return replace(before, values=frozen) if before else Resource(*address, frozen)

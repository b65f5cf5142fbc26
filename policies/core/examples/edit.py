"""Edits of a stack: the violations that a policy's examples plant, in an example and in the real stack alike.

An edit is a JSON merge patch (RFC 7396: null removes) on the resource, applied after JSON inside strings has been
decoded, or, where a merge patch cannot reach, a named edit: a function of the draft and the address of the resource.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from typing import Any, cast

from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json, freeze, thaw

Values = Mapping[str, Any]
Address = tuple[str, str]


class Draft(MutableMapping[Address, dict[str, Any]]):
    """A stack that can be edited: (type, name) to values. A block is copied when it is first asked for."""

    def __init__(self, stack: Stack) -> None:
        self._before = {(each.type, each.name): each for each in stack.resources}
        self._blocks: dict[Address, Resource | dict[str, Any]] = {**self._before}

    def __getitem__(self, address: Address) -> dict[str, Any]:
        block = self._blocks[address]
        if isinstance(block, Resource):
            block = self._blocks[address] = cast("dict[str, Any]", thaw(block.values))
        return block

    def __setitem__(self, address: Address, values: dict[str, Any]) -> None:
        self._blocks[address] = values

    def __delitem__(self, address: Address) -> None:
        del self._blocks[address]

    def __iter__(self) -> Iterator[Address]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    def rebuilt(self) -> Stack:
        """The draft as a stack; resources that were there keep their construct paths."""
        return Stack(tuple(self._resource(*each) for each in self._blocks.items()))

    def _resource(self, address: Address, block: Resource | dict[str, Any]) -> Resource:
        if isinstance(block, Resource):
            return block
        before = self._before.get(address)
        frozen = cast("Mapping[str, Json]", freeze(block))
        # `True` equals 1, and yet is another value: what is the same reads the same.
        if before is not None and before.values == frozen and repr(before.values) == repr(frozen):
            return before
        return replace(before, values=frozen) if before else Resource(*address, frozen)


Edit = Values | Callable[[Draft, Address], None]


def edited(stack: Stack, edit: Edit, at: Resource) -> Stack:
    """The stack with the edit planted at one of its resources."""
    draft = Draft(stack)
    address = (at.type, at.name)
    if callable(edit):
        edit(draft, address)
    else:
        draft[address] = merged(draft[address], edit)
    return draft.rebuilt()


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

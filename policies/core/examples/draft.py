"""A stack that can be edited, resource by resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace
from typing import Any, cast

from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json, freeze, thaw

Address = tuple[str, str]


class Draft(MutableMapping[Address, dict[str, Any]]):
    """A stack that can be edited: (type, name) to values. A resource is copied when it is first asked for.

    `stack` is the stack's name.
    """

    def __init__(self, stack: Stack) -> None:
        self.stack = stack.name
        self._before = {(resource.type, resource.name): resource for resource in stack.resources}
        self._resources: dict[Address, Resource | dict[str, Any]] = {**self._before}
        self.paths: dict[Address, str | None] = {address: resource.path for address, resource in self._before.items()}

    def __getitem__(self, address: Address) -> dict[str, Any]:
        values = self._resources[address]
        if isinstance(values, Resource):
            values = self._resources[address] = cast("dict[str, Any]", thaw(values.values))
        return values

    def __setitem__(self, address: Address, values: dict[str, Any]) -> None:
        self._resources[address] = values

    def __delitem__(self, address: Address) -> None:
        del self._resources[address]

    def __iter__(self) -> Iterator[Address]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)

    def of(self, type_: str, **having: object) -> list[Address]:
        """The addresses of the resources of a type that have these values."""
        return [address for address in self if address[0] == type_ and having.items() <= self[address].items()]

    def first(self, type_: str, *, named: str = "", but: Address | None = None) -> Address:
        """The first resource of a type with this in its name, other than this one; raises LookupError."""
        for address in self.of(type_):
            if address != but and named in self[address].get("name", ""):
                return address
        raise LookupError(f"no {'other ' if but else ''}{type_} has {named!r} in its name")

    def rebuilt(self) -> Stack:
        """The draft as a stack, each resource with its construct path of `paths`; one that is new has none."""
        return Stack(tuple(self._resource(*item) for item in self._resources.items()), self.stack)

    def _resource(self, address: Address, values: Resource | dict[str, Any]) -> Resource:
        before, path = self._before.get(address), self.paths.get(address)
        frozen = values.values if isinstance(values, Resource) else cast("Mapping[str, Json]", freeze(values))
        # `True` equals 1, and yet is another value: what is the same reads the same.
        if before is not None and before.path == path and _are_same(before.values, frozen):
            return before
        return replace(before, values=frozen, path=path) if before else Resource(*address, frozen, path)


def _are_same(before: Mapping[str, Json], now: Mapping[str, Json]) -> bool:
    return before is now or (before == now and repr(before) == repr(now))

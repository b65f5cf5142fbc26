"""A stack that notes what is read of its resources; it answers as the plain one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from gate.reports.notes import WHOLE, Notes, Noting
from policies.core.resources import Leaf, Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, Json


class Watched(Noting, Resource):
    """A resource that notes what is read of it."""

    plain: Resource

    @classmethod
    def of(cls, plain: Resource, notes: Notes) -> Watched:
        values = _WatchedValues(plain.values)
        watched = cls(plain.type, plain.name, values, plain.path, plain.comment)
        values.note = partial(notes.add, plain.address)
        watched.__dict__.update(notes=notes, noted={}, plain=plain, references=plain.references)
        return watched

    def get(self, *keys: str) -> Json:
        self.notes.add(self.plain.address, ".".join(keys) or WHOLE)
        return self.plain.get(*keys)

    def strings(self) -> tuple[str, ...]:
        self.notes.add(self.plain.address, WHOLE)
        return self.plain.strings()

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        self.notes.add(self.plain.address, WHOLE)
        return self.plain.leaves


class WatchedStack(Noting, Stack):
    """A stack whose resources note what is read of them."""

    @classmethod
    def of_plain(cls, plain: Stack, notes: Notes) -> WatchedStack:
        watched = cls(tuple(Watched.of(resource, notes) for resource in plain.resources), plain.name)
        watched.__dict__.update(notes=notes, noted={})
        return watched

    def having(self, type_: str, key: str, value: Json) -> tuple[Resource, ...]:
        if (type_, key) not in self.__dict__["noted"]:
            self.__dict__["noted"][type_, key] = {resource.address: {key} for resource in self.of(type_)}
        self.notes.earlier.append(self.__dict__["noted"][type_, key])
        return super().having(type_, key, value)


class _WatchedValues(Frozen):
    """The attributes of a resource, which tell which of them is asked for."""

    note: Callable[[str], None]

    def __getitem__(self, key: str) -> Json:
        self.note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.note(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.note(str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self.note(WHOLE)
        return super().__iter__()

    def items(self) -> Any:
        self.note(WHOLE)
        return super().items()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(super().items()))

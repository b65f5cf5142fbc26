"""A stack that notes what it is asked for, and how a stack differs from the real one."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policies.core.expressions import reference
from policies.core.resources import Resource
from policies.core.stack import Stack

ANY_TYPE = "*"


class Change(NamedTuple):
    """How a stack differs from the real one: the blocks that are new or other than they were, what is gone, by address.

    `types` are the types of both.
    """

    new: tuple[Resource, ...]
    gone: frozenset[str]
    types: frozenset[str]


def change(real: Stack, stack: Stack) -> Change:
    before = {id(resource): resource for resource in real.resources}
    now = {id(resource): resource for resource in stack.resources}
    new = tuple(now[identity] for identity in now.keys() - before.keys())
    old = [before[identity] for identity in before.keys() - now.keys()]
    gone = frozenset(resource.address for resource in old) - {resource.address for resource in new}
    return Change(new, gone, frozenset(resource.type for resource in (*new, *old)))


class WatchedAddresses(Mapping[str, Resource]):
    """A stack's resources by address; it notes the types of what is looked up."""

    def __init__(self, by_address: Mapping[str, Resource], asked: set[str]) -> None:
        self._by_address = by_address
        self._asked = asked

    def __getitem__(self, address: str) -> Resource:
        self._asked.add(address.rpartition(".")[0])
        return self._by_address[address]

    def __iter__(self) -> Iterator[str]:
        self._asked.add(ANY_TYPE)
        return iter(self._by_address)

    def __len__(self) -> int:
        self._asked.add(ANY_TYPE)
        return len(self._by_address)


class Watched:
    """A stack that notes the types of what it is asked for."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.name = stack.name
        self.asked: set[str] = set()
        self.by_address = WatchedAddresses(stack.by_address, self.asked)

    def of(self, *types: str) -> tuple[Resource, ...]:
        self.asked.update(types)
        return self.stack.of(*types)

    def having(self, type_: str, key: str, value: Any) -> tuple[Resource, ...]:
        self.asked.add(type_)
        return self.stack.having(type_, key, value)

    def pointing_at(self, resource: Resource, type_: str, *keys: str) -> tuple[Resource, ...]:
        self.asked.update((type_, resource.type))
        return self.stack.pointing_at(resource, type_, *keys)

    def resolve(self, value: Any, attribute: str | None = None) -> Resource | None:
        referred = reference(value)
        self.asked.update(referred[:1] if referred else ())
        return self.stack.resolve(value, attribute)

    def once(self, make: Any, *arguments: Any) -> Any:
        return make(self, *arguments)

    def __getattr__(self, name: str) -> Any:
        self.asked.add(ANY_TYPE)
        return getattr(self.stack, name)

"""A stack that notes what it is asked for, and how a stack differs from the real one."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from policies.core.expressions import reference
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen

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


class Question(NamedTuple):
    """Something that was asked of a stack as a whole; where the answer is the same, so is all that follows from it."""

    make: Callable[..., Any]
    arguments: tuple[Hashable, ...]
    named: tuple[tuple[str, Hashable], ...]

    def has_another_answer(self, real: Stack, stack: Stack) -> bool:
        """Whether a stack answers it otherwise than the real one, or not at all."""
        try:
            before, now = (each.once(self.make, *self.arguments, **dict(self.named)) for each in (real, stack))
            return bool(before != now)
        except Exception:  # what a policy makes of that, it has to say itself
            return True


class Watched:
    """A stack that notes the types of what it is asked for, and the same of each question about it as a whole."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.name = stack.name
        self.asked: set[str] = set()
        self.questions: dict[Question, set[str]] = {}
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

    def referring_to(self, resource: Resource) -> tuple[Resource, ...]:
        self.questions[Question(referring, (resource.type, resource.name), ())] = {ANY_TYPE}
        return self.stack.referring_to(resource)

    def once(self, make: Callable[..., Any], *arguments: Hashable, **named: Hashable) -> Any:
        watched = Watched(self.stack)
        made = make(watched, *arguments, **named)
        types = watched.asked.union(*watched.questions.values())
        self.questions[Question(make, arguments, tuple(named.items()))] = types
        return made

    def __getattr__(self, name: str) -> Any:
        self.asked.add(ANY_TYPE)
        return getattr(self.stack, name)


def referring(stack: Stack, type_: str, name: str) -> tuple[Resource, ...]:
    """The resources that refer to the one of this address."""
    return stack.referring_to(Resource(type_, name, Frozen()))

"""What each policy asks of the real stack while it judges a resource, and so on what its answer depends.

Thousands of stacks differ from the real one in a block or two, and most of what the rulebook says of the other blocks
cannot change with them. A policy looks again only at what has changed, and where something of a type that it asked for
has changed.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from policies.core.evaluate import Evaluation, evaluated
from policies.core.expressions import reference
from policies.core.policy import Policy
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


class Look(NamedTuple):
    """What a policy says when it looks again; whether it now judges fewer or more resources than before."""

    policy: Policy
    evaluations: tuple[Evaluation, ...]
    judges_fewer: bool
    judges_more: bool

    @property
    def fails(self) -> bool:
        return any(evaluation.fails for evaluation in self.evaluations)


class Remembering:
    """A policy that knows the real stack."""

    def __init__(self, policy: Policy, real: Stack) -> None:
        self.policy = policy
        self.real = real
        self.judged: set[str] = set()
        self.asking: dict[str, set[str]] = {}
        for resource in real.resources:
            if policy.covers(resource.type, real):
                self._watch(resource, real)

    def _watch(self, resource: Resource, real: Stack) -> None:
        watched = Watched(real)
        evaluation = evaluated(self.policy, resource, cast("Stack", watched))
        if evaluation:
            self.judged.add(resource.address)
        for type_ in watched.asked:
            self.asking.setdefault(type_, set()).add(resource.address)

    def depends_on(self, type_: str) -> bool:
        """Whether it judges something of this type, or asked for it."""
        return type_ in self.asking or ANY_TYPE in self.asking or self.policy.covers(type_, self.real)

    def look(self, stack: Stack, changed: Change) -> Look:
        """What it says of whatever may not be as before."""
        evaluations = {each.address: evaluated(self.policy, each, stack) for each in self._again(stack, changed)}
        before = self.judged & (evaluations.keys() | changed.gone)
        now = {address for address, evaluation in evaluations.items() if evaluation}
        said = tuple(evaluation for evaluation in evaluations.values() if evaluation)
        return Look(self.policy, said, judges_fewer=bool(before - now), judges_more=bool(now - before))

    def _again(self, stack: Stack, changed: Change) -> Iterator[Resource]:
        yield from (resource for resource in changed.new if self.policy.covers(resource.type, self.real))
        depending = set[str]().union(*(self.asking.get(type_, ()) for type_ in (*changed.types, ANY_TYPE)))
        for address in depending - {resource.address for resource in changed.new} - changed.gone:
            yield stack.by_address[address]

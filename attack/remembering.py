"""What each policy asks of the real stack while it judges a resource, and so on what its answer depends.

Thousands of stacks differ from the real one in a block or two, and most of what the rulebook says of the other blocks
cannot change with them. A policy looks again only at what has changed, and where something of a type that it asked for
has changed.
"""

from collections.abc import Iterator
from typing import NamedTuple, cast

from attack.watching import ANY_TYPE, Change, Question, Watched
from policies.core.evaluate import Evaluation, evaluated
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack


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
        self.asking_of: dict[str, dict[Question, set[str]]] = {}
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
        for question, types in watched.questions.items():
            for type_ in types:
                self.asking_of.setdefault(type_, {}).setdefault(question, set()).add(resource.address)

    def depends_on(self, type_: str) -> bool:
        """Whether it judges something of this type, or asked for it."""
        asked = self.asking.keys() | self.asking_of.keys()
        return type_ in asked or ANY_TYPE in asked or self.policy.covers(type_, self.real)

    def look(self, stack: Stack, changed: Change) -> Look:
        """What it says of whatever may not be as before."""
        evaluations = {each.address: evaluated(self.policy, each, stack) for each in self._again(stack, changed)}
        before = self.judged & (evaluations.keys() | changed.gone)
        now = {address for address, evaluation in evaluations.items() if evaluation}
        said = tuple(evaluation for evaluation in evaluations.values() if evaluation)
        return Look(self.policy, said, judges_fewer=bool(before - now), judges_more=bool(now - before))

    def _again(self, stack: Stack, changed: Change) -> Iterator[Resource]:
        yield from (resource for resource in changed.new if self.policy.covers(resource.type, self.real))
        depending = set[str]()
        for type_ in (*changed.types, ANY_TYPE):
            depending |= self.asking.get(type_, set())
            for question, addresses in self.asking_of.get(type_, {}).items():
                if not addresses <= depending and question.has_another_answer(self.real, stack):
                    depending |= addresses
        for address in depending - {resource.address for resource in changed.new} - changed.gone:
            yield stack.by_address[address]

"""Planting each policy's violating examples in the real stack, and finding out which policies notice them.

Thousands of stacks differ from the real one in a block or two, and most of what the rulebook says of the other blocks
cannot change with them. So each policy is first shown the real stack by something that notes what it asks for; it looks
again only at what has changed, and where something of a type that it asked for has changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, cast

from gate.engines.coverage import unclaimed
from gate.engines.judge import judge
from gate.model import Finding, Outcome
from policies.core.evaluate import evaluate
from policies.core.examples import edited
from policies.core.expressions import reference
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack

ANY_TYPE = "*"


class Watched:
    """A stack that notes the types of what it is asked for."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.asked: set[str] = set()

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


class Known(NamedTuple):
    """What a policy says of a real resource that it does not fail: does it judge it, and what did it ask the stack?"""

    concerned: bool
    asked: frozenset[str]


class Remembering(Policy):
    """A policy that does not look again at a real resource where nothing that it asked for has changed."""

    known: ClassVar[Mapping[int, Known]]
    changed: ClassVar[set[str]]

    def looks_at(self, changed: set[str]) -> bool:
        """Whether it judges something of these types, or asked for it."""
        asked = frozenset[str]().union(*(known.asked for known in self.known.values()))
        return bool(asked & self.changed) or any(map(self.covers, changed))

    def _is_as_before(self, resource: Resource) -> Known | None:
        known = self.known.get(id(resource))
        return known if known and not known.asked & self.changed else None

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        known = self._is_as_before(resource)
        return known.concerned if known else super().concerns(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return iter(()) if self._is_as_before(resource) else super().violations(resource, stack)


@dataclass(frozen=True)
class Field:
    """The real stack, in which examples are planted, and the rulebook that judges them."""

    stack: Stack
    rulebook: tuple[Policy, ...]

    def targets(self, policy: Policy) -> list[Resource]:
        """Where a policy's examples are planted; one that forbids needs one resource only, as its edits add."""
        if policy.forbids:
            return list(self.stack.resources[:1])
        covered = (resource for resource in self.stack.resources if policy.covers(resource.type))
        return [resource for resource in covered if policy.concerns(resource, self.stack)]

    def unnoticed(self, policy: Policy, name: str) -> list[str]:
        """The places at which the policy itself does not notice its own example."""
        return [
            target.place for target in self.targets(policy) if not fails(policy, self._planted(policy, name, target))
        ]

    def noticing(self, policy: Policy, name: str) -> set[str]:
        """The other policies that notice the example somewhere; of a policy on every resource, at one of each type."""
        targets = self.targets(policy)
        if EVERY_RESOURCE in policy.applies_to:
            targets = list({target.type: target for target in reversed(targets)}.values())
        return {other for target in targets for other in self._noticing(policy, name, target)} - {policy.id}

    def findings(self, policy: Policy, name: str, *, remembering: bool) -> list[Finding]:
        """What does not pass with the example planted at its first target, by the quick way or by the gate's own."""
        planted = self._planted(policy, name, self.targets(policy)[0])
        return not_passing(judge(planted, self._quick(self._changed(planted)) if remembering else self.rulebook))

    def _noticing(self, policy: Policy, name: str, target: Resource) -> set[str]:
        planted = self._planted(policy, name, target)
        changed = self._changed(planted)
        concerned = [other for other in self._quick(changed) if other.looks_at(changed)]
        uncovered = {finding.policy for finding in not_passing(unclaimed(planted, self._remembering))}
        return {other.id for other in concerned if fails(other, planted)} | uncovered

    def _planted(self, policy: Policy, name: str, target: Resource) -> Stack:
        return edited(self.stack, policy.violating[name], target)

    def _changed(self, planted: Stack) -> set[str]:
        """The types of what is not as it was."""
        before, after = (
            {id(resource): resource.type for resource in stack.resources} for stack in (self.stack, planted)
        )
        return {(before | after)[identity] for identity in before.keys() ^ after.keys()}

    def _quick(self, changed: set[str]) -> tuple[Remembering, ...]:
        Remembering.changed = changed | {ANY_TYPE} if changed else changed
        return self._remembering

    @cached_property
    def _remembering(self) -> tuple[Remembering, ...]:
        return tuple(
            type(policy.id, (Remembering, type(policy)), {"known": dict(_known(policy, self.stack))})()
            for policy in self.rulebook
        )


def fails(policy: Policy, stack: Stack) -> bool:
    """Whether the policy does not pass on a stack."""
    return any(evaluation.violations or evaluation.error for evaluation in evaluate(policy, stack))


def not_passing(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.outcome is not Outcome.PASS]


def _known(policy: Policy, stack: Stack) -> Iterator[tuple[int, Known]]:
    for resource in stack.resources:
        if policy.covers(resource.type):
            watched = Watched(stack)
            concerned = policy.concerns(resource, cast("Stack", watched))
            failures = list(policy.violations(resource, cast("Stack", watched))) if concerned else []
            if not failures:
                yield id(resource), Known(concerned, frozenset(watched.asked))

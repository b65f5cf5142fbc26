"""Each policy's violations, planted on every real resource that it judges, close the gate and name that policy."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest

from gate.finding import Finding, Outcome, Verdict, verdict
from gate.judge import judge
from policies.core.examples.edit import edited
from policies.core.policy import Policy
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

RULEBOOK = rulebook()
EXAMPLES = [(policy, name) for policy in RULEBOOK for name in policy.violating]


@cache
def loaded(path: Path) -> Stack:
    return Stack.load(path.read_bytes(), blocks(files()))


class Watched:
    """A stack that knows whether it was asked for anything."""

    def __init__(self, stack: Stack) -> None:
        self.watched, self.asked = stack, False

    def __getattr__(self, name: str) -> Any:
        self.asked = True
        return getattr(self.watched, name)


class Remembering(Policy):
    """A policy that need not look again at the real resources that it passed, or passed over, for what they are alone.

    Thousands of stacks differ from the real one in a block or two. The other blocks are the same frozen objects, and
    a policy that did not ask for anything beside the block can say nothing else of it in any stack.
    """

    known: ClassVar[Mapping[int, bool]]

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        known = self.known.get(id(resource))
        return super().concerns(resource, stack) if known is None else known

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return iter(()) if id(resource) in self.known else super().violations(resource, stack)


def passed_alone(policy: Policy, stack: Stack) -> Iterator[tuple[int, bool]]:
    """The resources, by identity, that a policy does not fail and asks the stack nothing about: does it judge them?"""
    for resource in stack.resources:
        watched = Watched(stack)
        if policy.covers(resource.type):
            concerned = policy.concerns(resource, cast("Stack", watched))
            failures = list(policy.violations(resource, cast("Stack", watched))) if concerned else []
            if not failures and not watched.asked:
                yield id(resource), concerned


@cache
def remembering(path: Path) -> tuple[Policy, ...]:
    """The rulebook, quick on what is left of the real stack; that stack is kept, so that no identity is used twice."""
    stack = loaded(path)
    return tuple(
        type(policy.id, (Remembering, type(policy)), {"known": dict(passed_alone(policy, stack))})()
        for policy in RULEBOOK
    )


def targets(policy: Policy, stack: Stack) -> list[Resource]:
    """Where the policy's examples are planted; a policy that forbids needs one place only, as its edits add."""
    if policy.forbids:
        return list(stack.resources[:1])
    return [each for each in stack.resources if policy.covers(each.type) and policy.concerns(each, stack)]


def named(findings: Sequence[Finding]) -> set[str]:
    """Our own policies that do not pass."""
    return {each.policy for each in findings if each.outcome is not Outcome.PASS}


def test_the_real_stack_is_open(synthesized: Path) -> None:
    findings = judge(loaded(synthesized), RULEBOOK)
    assert [each for each in findings if each.outcome is not Outcome.PASS] == []
    assert verdict(findings) is Verdict.OPEN


@pytest.mark.parametrize(("policy", "name"), EXAMPLES, ids=lambda each: getattr(each, "id", each))
def test_planted_in_the_real_stack_it_is_named(policy: Policy, name: str, synthesized: Path) -> None:
    stack = loaded(synthesized)
    places = targets(policy, stack)
    assert places
    allowed = {policy.id, *policy.also.get(name, ())}
    seen: set[str] = set()
    for at, place in enumerate(places):
        planted = edited(stack, policy.violating[name], place)
        findings = judge(planted, remembering(synthesized))
        assert at or findings == judge(planted, RULEBOOK), "what was remembered is not what the gate finds"
        found = named(findings)
        assert policy.id in found, f"planted at {place.place}, it was not noticed"
        assert found <= allowed, f"planted at {place.place}, others noticed it too: {sorted(found - allowed)}"
        seen |= found
    assert seen == allowed, f"`also` names what never notices it: {sorted(allowed - seen)}"

"""Each policy's violations, planted on every real resource that it judges, close the gate and name that policy."""

from functools import cache
from pathlib import Path

import pytest

from gate.finding import Outcome, Verdict, verdict
from gate.judge import SOURCE, judge
from policies.vocabulary.edit import edited
from policies.vocabulary.policy import EVERY_RESOURCE, Policy
from policies.vocabulary.resources import Resource
from policies.vocabulary.rulebook import rulebook
from policies.vocabulary.stack import Stack

RULEBOOK = rulebook()
EXAMPLES = [(policy, name) for policy in RULEBOOK for name in policy.violating]


@cache
def loaded(path: Path) -> Stack:
    return Stack.load(path.read_bytes())


def targets(policy: Policy, stack: Stack) -> list[Resource]:
    """Where the policy's examples are planted; a policy that forbids needs one place only, as its edits add."""
    if policy.forbids:
        return list(stack.resources[:1])
    return [each for each in stack.resources if policy.covers(each.type) and policy.concerns(each, stack)]


def failing(policy: Policy, stack: Stack) -> set[str]:
    """The policy, if it alone does not pass on a stack."""
    findings = judge(stack, [policy])
    return {each.policy for each in findings if each.source == SOURCE and each.outcome is not Outcome.PASS}


def named(stack: Stack) -> set[str]:
    """Our own policies that do not pass on a stack."""
    return {each.policy for each in judge(stack, RULEBOOK) if each.outcome is not Outcome.PASS}


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
    judged_whole: set[str] = set()
    for place in places:
        planted = edited(stack, policy.violating[name], place)
        # What is wrong with any block reads the same on each of a type: who else notices it is asked once a type.
        whole = EVERY_RESOURCE not in policy.applies_to or place.type not in judged_whole
        judged_whole.add(place.type)
        found = named(planted) if whole else failing(policy, planted)
        assert policy.id in found, f"planted at {place.place}, it was not noticed"
        assert found <= allowed, f"planted at {place.place}, others noticed it too: {sorted(found - allowed)}"
        seen |= found
    assert seen == allowed, f"`also` names what never notices it: {sorted(allowed - seen)}"

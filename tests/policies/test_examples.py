"""The examples in each policy's file are its tests."""

import pytest

from gate.asked.attributes import arguments
from policies.core.examples import edited
from policies.core.examples.example import example
from policies.core.policy import Policy
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

RULEBOOK = rulebook()
# What Terraform itself takes in a block of any type.
OF_TERRAFORM = {"depends_on", "lifecycle"}


def failures(policy: Policy, stack: Stack) -> list[str]:
    covered = [each for each in stack.resources if policy.covers(each.type, stack) and policy.concerns(each, stack)]
    return [violation for each in covered for violation in policy.violations(each, stack)]


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_the_compliant_example_is_judged_and_passes(policy: Policy) -> None:
    stack, target = example(policy)
    assert policy.forbids or policy.concerns(target, stack)
    assert failures(policy, stack) == []


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_each_violating_example_is_noticed(policy: Policy) -> None:
    stack, target = example(policy)
    for name, edit in policy.violating.items():
        assert failures(policy, edited(stack, edit, target)), name


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_each_claimed_attribute_is_broken_by_some_example(policy: Policy) -> None:
    stack, target = example(policy)
    broken: set[str] = set()
    for edit in policy.violating.values():
        after = edited(stack, edit, target)
        now = after.by_address.get(target.address, target)
        keys = target.values.keys() | now.values.keys()
        broken |= {key for key in keys if target.values.get(key) != now.values.get(key)}
    assert set(policy.claims) <= broken


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_each_claimed_attribute_is_one_that_the_provider_knows(policy: Policy) -> None:
    # Of what must be absent, an example shows nothing: with a misspelt name it passes, and so does every real stack.
    known = [set(taken) for type_, taken in arguments().items() if type_ in policy.applies_to]
    if known and len(known) == len(policy.applies_to):
        assert set(policy.claims) <= set[str]().union(*known, OF_TERRAFORM)

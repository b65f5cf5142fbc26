"""What no policy judges is not compliant: every type and every attribute in the file is claimed by a policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from gate.model import Finding, Outcome
from gate.own_rules import UNCLAIMED_ATTRIBUTE, UNCLAIMED_TYPE
from policies.core.deployed_folder import STACK
from policies.core.known_stacks import stacks_of
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack

SOURCE = "claims"

# Attributes that can weaken nothing, on any type, each with its reason.
HARMLESS: Mapping[str, str] = {
    "alarm_description": "text for people",
    "description": "text for people",
    "name": "a name grants nothing; the names that are fixed are judged by their own policies",
}


def unclaimed(stack: Stack, policies: Sequence[Policy]) -> Iterator[Finding]:
    """A failure for each resource of a type that no policy names, and for each attribute that none claims.

    What is not asked of this stack claims nothing in it, and neither does a policy whose type stands in another.
    """
    asked = [policy for policy in policies if stack.name in policy.stacks]
    everywhere = [policy for policy in asked if EVERY_RESOURCE in policy.applies_to]
    by_type = _by_type(asked, stack)
    forbidding = [policy for policy in asked if policy.forbids]
    for type_, resources in stack.by_type.items():
        # What another stack holds is claimed where that is judged.
        if type_ == STACK or any(policy.covers(type_, stack) for policy in forbidding):
            continue
        if naming := by_type.get(type_):
            claiming = [policy for policy in (*naming, *everywhere) if policy.claims]
            yield from _on_attributes(resources, stack, claiming)
        else:
            elsewhere = any(type_ in policy.applies_to for policy in policies)
            yield from map(partial(_elsewhere, stack.name) if elsewhere else _on_type, resources)


def _by_type(policies: Sequence[Policy], stack: Stack) -> Mapping[str, Sequence[Policy]]:
    """The policies that name a type, by that type."""
    by_type: dict[str, list[Policy]] = {}
    for policy in policies:
        if EVERY_RESOURCE not in policy.applies_to:
            for type_ in policy.types(stack):
                by_type.setdefault(type_, []).append(policy)
    return by_type


def _elsewhere(stack: str, resource: Resource) -> Finding:
    others = " or ".join(stacks_of(resource.type))
    details = f"no policy judges {resource.type} in the stack {stack}: it belongs to {others}"
    remedy = f"remove it, or build it in the stack {others}"
    return Finding(SOURCE, UNCLAIMED_TYPE, resource.place, Outcome.FAIL, details, remedy)


def _on_type(resource: Resource) -> Finding:
    details = f"no policy judges {resource.type}, so nobody knows whether this one is safe"
    remedy = f"remove it, or write the policies that say what must be true of every {resource.type}"
    return Finding(SOURCE, UNCLAIMED_TYPE, resource.place, Outcome.FAIL, details, remedy)


def _on_attributes(resources: Sequence[Resource], stack: Stack, claiming: Sequence[Policy]) -> Iterator[Finding]:
    """A policy claims attributes of the resources that it concerns, and of no other."""
    choosy = [policy for policy in claiming if type(policy).concerns is not Policy.concerns]
    always = frozenset(HARMLESS).union(*(policy.claims for policy in claiming if policy not in choosy))
    for resource in resources:
        concerned = (policy for policy in choosy if _concerns(policy, resource, stack))
        yield from _on_attributes_of(resource, always.union(*(policy.claims for policy in concerned)))


def _concerns(policy: Policy, resource: Resource, stack: Stack) -> bool:
    try:
        return policy.concerns(resource, stack)
    except (Exception, SystemExit):  # the judge has reported it as an error; here it claims nothing
        return False


def _on_attributes_of(resource: Resource, claimed: frozenset[str]) -> Iterator[Finding]:
    unknown = sorted(resource.values.keys() - claimed)
    for attribute in unknown:
        details = f"no policy judges the attribute {attribute!r} of {resource.type}"
        remedy = f"remove it; if the system needs it, write a policy that says which values of {attribute!r} are safe"
        yield Finding(SOURCE, UNCLAIMED_ATTRIBUTE, resource.place, Outcome.FAIL, details, remedy)
    if not unknown:
        yield Finding(SOURCE, UNCLAIMED_ATTRIBUTE, resource.place, Outcome.PASS)

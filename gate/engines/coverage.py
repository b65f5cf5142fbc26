"""What nobody judges is not compliant: every type and every attribute in the file is claimed by a policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gate.model import Finding, Outcome
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack

SOURCE = "claims"
TYPE, ATTRIBUTE = "UNCLAIMED_TYPE", "UNCLAIMED_ATTRIBUTE"
TITLES = {
    TYPE: "Every type of resource in the file is judged by a policy.",
    ATTRIBUTE: "Every attribute in the file is judged by a policy.",
}

# Attributes that can weaken nothing, on any type; each with its reason.
HARMLESS: Mapping[str, str] = {
    "alarm_description": "text for people",
    "alarm_name": "a name grants nothing",
    "description": "text for people",
    "display_name": "text for people",
    "name": "a name grants nothing; the names that are fixed are judged by their own policies",
    "tags": "no policy of ours, nor of AWS as it is used here, decides by tag",
}


def unclaimed(stack: Stack, policies: Sequence[Policy]) -> Iterator[Finding]:
    """A failure for each resource of a type that no policy names, and for each attribute that none claims."""
    everywhere = [each for each in policies if EVERY_RESOURCE in each.applies_to]
    naming = _naming(policies)
    forbidding = [each for each in policies if each.forbids]
    for type_, resources in stack.by_type.items():
        if any(each.covers(type_) for each in forbidding):
            continue
        if named := naming.get(type_):
            yield from _of_type(resources, stack, [each for each in (*named, *everywhere) if each.claims])
        else:
            yield from map(_type_finding, resources)


def _naming(policies: Sequence[Policy]) -> Mapping[str, Sequence[Policy]]:
    """The policies that name a type, by that type."""
    found: dict[str, list[Policy]] = {}
    for policy in policies:
        if EVERY_RESOURCE not in policy.applies_to:
            for type_ in policy.applies_to:
                found.setdefault(type_, []).append(policy)
    return found


def _of_type(resources: Sequence[Resource], stack: Stack, claiming: Sequence[Policy]) -> Iterator[Finding]:
    """What is claimed on each very resource: a policy that passes it over claims nothing of it."""
    choosy = [each for each in claiming if type(each).concerns is not Policy.concerns]
    always = frozenset(HARMLESS).union(*(each.claims for each in claiming if each not in choosy))
    for resource in resources:
        claimed = always.union(*(each.claims for each in choosy if _concerned(each, resource, stack)))
        yield from _attribute_findings(resource, claimed)


def _concerned(policy: Policy, resource: Resource, stack: Stack) -> bool:
    try:
        return policy.concerns(resource, stack)
    except (Exception, SystemExit):  # the judge has told it as an error; here nothing is claimed
        return False


def _type_finding(resource: Resource) -> Finding:
    details = f"no policy judges {resource.type}, so nobody knows whether this one is safe"
    remedy = f"remove it, or write the policies that say what must be true of every {resource.type}"
    return Finding(SOURCE, TYPE, resource.place, Outcome.FAIL, details, remedy)


def _attribute_findings(resource: Resource, claimed: frozenset[str]) -> Iterator[Finding]:
    strange = sorted(resource.values.keys() - claimed)
    for attribute in strange:
        details = f"no policy judges the attribute {attribute!r} of {resource.type}"
        remedy = f"remove it, or write a policy that claims {attribute!r}"
        yield Finding(SOURCE, ATTRIBUTE, resource.place, Outcome.FAIL, details, remedy)
    if not strange:
        yield Finding(SOURCE, ATTRIBUTE, resource.place, Outcome.PASS)

"""The resources as the page shows them: what was found at each, and each of its attributes with whoever judges it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gate.attribute_paths import STEP
from gate.check_ids import is_check
from gate.engines.checkov.scan import SOURCE
from gate.engines.coverage import HARMLESS
from gate.model import Assessment, Finding, Outcome
from gate.reports.values import Values
from gate.reports.wording import in_words
from gate.words import counts, worst_kind
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack


@dataclass(frozen=True)
class Place:
    """A resource, or what else has findings: what was found there, and each attribute with whoever judges it.

    `findings` are those with more to say than that a policy passed; `passed` names the others by their policies, and
    `everywhere` those that pass here as they must at every block, and so say nothing of this one.
    """

    name: str
    address: str
    kind: str
    outcome: str
    findings: Sequence[Finding]
    passed: Sequence[str]
    everywhere: Sequence[str]
    attributes: Sequence[tuple[str, str, str]]


def shown(assessment: Assessment, told: Sequence[Finding], policies: Sequence[Policy]) -> Iterator[Place]:
    """Each place of an assessment; `told` has the places as the reports name them."""
    by_place: dict[str, list[Finding]] = {}
    for finding, named in zip(assessment.findings, told, strict=True):
        by_place.setdefault(finding.place, []).append(named)
    resources = {resource.place: resource for resource in assessment.resources}
    claims: dict[str, Sequence[str]] = {policy.id: policy.claims for policy in policies}
    evaluated: dict[str, dict[str, Sequence[str]]] = {}
    for (check, place), paths in assessment.evaluated.items():
        evaluated.setdefault(place, {})[check] = [STEP.findall(path)[0][1] for path in paths]
    everywhere = {policy.id for policy in of_every_block(policies)}
    for name, findings in sorted(by_place.items()):
        resource = resources.get(name)
        stack = assessment.stack
        by = ChainMap(evaluated.get(name, {}), claims)
        # What stands beside the file, as its folder does, has no attributes of its own.
        block = any(finding.policy in everywhere for finding in findings)
        attributes = list(_attributes(resource, stack, findings, by)) if resource and stack and block else []
        address, type_ = (resource.address, resource.type) if resource else ("", "")
        own = [finding for finding in findings if finding.outcome is not Outcome.PASS or finding.details]
        passed = list(dict.fromkeys(finding.policy for finding in findings if finding not in own))
        usual = [policy for policy in passed if policy in everywhere]
        others = [policy for policy in passed if policy not in everywhere]
        yield Place(findings[0].place, address, type_, worst_kind(counts(findings)), own, others, usual, attributes)


def of_every_block(policies: Sequence[Policy]) -> Sequence[Policy]:
    """The policies that judge every block, whatever it is."""
    return [policy for policy in policies if EVERY_RESOURCE in policy.applies_to]


def silent(findings: Sequence[Finding], values: Values) -> Sequence[str]:
    """The checks of Checkov's own of which Checkov says nowhere what they evaluated."""
    own = [each for each in findings if each.source == SOURCE and is_check(each.policy) and not each.details]
    said = {policy for policy, _ in values}
    return sorted({each.policy for each in own} - said)


def _attributes(
    resource: Resource, stack: Stack, findings: Sequence[Finding], claims: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """(attribute, value, the policies and checks that judge it) of each attribute that is there."""
    judging = dict.fromkeys(finding.policy for finding in findings)
    for name in sorted(resource.values):
        by = ", ".join(policy for policy in judging if name in claims.get(policy, ()))
        for attribute, value in in_words(resource, name, stack):
            yield attribute, value, by or _nobody(name)


def _nobody(attribute: str) -> str:
    """Why no policy judges it."""
    return f"no policy: {HARMLESS[attribute]}" if attribute in HARMLESS else "no policy"

"""All that a run found: every report is made from this, and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gate.asked.attack import Attack
from gate.asked.load import Request
from gate.engines.attributes import Cell
from gate.model import Assessment, Finding, Verdict, worst
from gate.origin import NOWHERE, Origin
from gate.own_rules import OWN_RULES
from gate.provenance.attested import NOTHING, Attested
from gate.provenance.digests import digest
from gate.reports.places import distinguished
from gate.reports.service import Service
from gate.reports.values import Values, values_read
from gate.waivers.load import Waiver
from gate.words import counts, sentence
from policies.core.control import Control, Strength, in_order
from policies.core.policy import Policy


@dataclass(frozen=True)
class Evidence:
    """The assessments of a run, the rulebook and the waivers that they follow, and what they are bound to.

    `checks` are the titles of Checkov's checks, `declined` those we do not follow. `moment` is a day or a time.
    `cells` are the arguments that matter to security, and `attack` is what the last attack on the rulebook came to.
    """

    moment: str
    assessments: tuple[Assessment, ...]
    policies: tuple[Policy, ...]
    waivers: tuple[Waiver, ...] = ()
    attested: Attested = NOTHING
    declined: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = NOWHERE
    asked: Request = field(default_factory=Request)
    checks: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()
    attack: Attack | None = None

    @property
    def date(self) -> str:
        return self.moment[:10]

    @property
    def verdict(self) -> Verdict:
        return worst(assessment.verdict for assessment in self.assessments)

    @property
    def digest(self) -> str:
        """Of the judged bytes; of several files, that of their digests."""
        digests = [assessment.digest for assessment in self.assessments]
        return digests[0] if len(digests) == 1 else digest("\n".join(digests).encode())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for findings in self.by_assessment for finding in findings)

    @cached_property
    def by_assessment(self) -> tuple[tuple[Finding, ...], ...]:
        """The findings of each assessment, a place of several by its own name."""
        return distinguished(self.assessments)

    @cached_property
    def values(self) -> Values:
        """What each policy read on each resource that it judged."""
        told = zip(self.assessments, self.by_assessment, strict=True)
        return {key: read for known in told for key, read in values_read(*known, self.policies).items()}

    @cached_property
    def counts(self) -> Counter[str]:
        """By outcome, `pass`, `fail`, `error`; failures that are `waived` are counted as such."""
        return counts(self.findings)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What must be true, by the id of each policy that has a finding; empty where it has no title."""
        known = {**self.checks, **{name: rule.title for name, rule in OWN_RULES.items()}}
        known |= {policy.id: policy.title for policy in self.policies}
        return {finding.policy: known.get(finding.policy) or sentence(finding.policy) for finding in self.findings}

    @cached_property
    def services(self) -> Mapping[Control, tuple[Service, ...]]:
        """The policies that serve each control, the controls by standard and number."""
        services: dict[Control, list[Service]] = {}
        for policy in self.policies:
            for mapped in policy.controls:
                service = Service(policy, mapped, self.by_policy.get(policy.id, ()))
                services.setdefault(mapped.control, []).append(service)
        return {control: tuple(services[control]) for control in sorted(services, key=in_order)}

    @property
    def gaps(self) -> tuple[Service, ...]:
        """What was asked of the system and falls short of a control."""
        every = (service for services in self.services.values() for service in services)
        return tuple(service for service in every if service.mapped.strength is Strength.CONTRADICTS)

    @cached_property
    def by_policy(self) -> Mapping[str, tuple[Finding, ...]]:
        by_policy: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_policy.setdefault(finding.policy, []).append(finding)
        return {policy: tuple(findings) for policy, findings in by_policy.items()}

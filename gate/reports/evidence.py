"""All that a run found, ready to be told: every face of the reports is drawn from this, and from nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gate.explanations.policy import titles
from gate.model import Finding, Judgement, Outcome, Verdict, worst
from gate.provenance.attested import NOTHING, Attested
from gate.provenance.digests import digest
from gate.waivers.load import Waiver
from gate.words import counts, spoken
from policies.core.control import Control, Mapped, Strength
from policies.core.policy import Policy


@dataclass(frozen=True)
class Service:
    """What a policy does for a control: how strongly, and what it found."""

    policy: Policy
    mapped: Mapped
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        return outcome(self.findings)


@dataclass(frozen=True)
class Evidence:
    """The judgements of a run, the rulebook and the waivers that they are by, and what they are bound to.

    `declined` are Checkov's checks that we do not follow, with reason and owner. `date` is the day, in UTC, of it all.
    """

    date: str
    judgements: tuple[Judgement, ...]
    policies: tuple[Policy, ...]
    waivers: tuple[Waiver, ...] = ()
    attested: Attested = NOTHING
    declined: Mapping[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        return worst(each.verdict for each in self.judgements)

    @property
    def digest(self) -> str:
        """Of the judged bytes; of several files, that of their digests."""
        digests = [each.digest for each in self.judgements]
        return digests[0] if len(digests) == 1 else digest("\n".join(digests).encode())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for each in self.judgements for finding in each.findings)

    @cached_property
    def counts(self) -> Counter[str]:
        """By outcome, `pass`, `fail`, `error`; of the failures, those that are `waived` apart."""
        return counts(self.findings)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What must be true, by the policy's id; for those that the findings name."""
        known = titles(self.policies)
        return {each.policy: known.get(each.policy) or spoken(each.policy) for each in self.findings}

    @cached_property
    def services(self) -> Mapping[Control, tuple[Service, ...]]:
        """The policies that serve each control, the controls by standard and number."""
        found: dict[Control, list[Service]] = {}
        for policy in self.policies:
            for mapped in policy.controls:
                service = Service(policy, mapped, self._by_policy.get(policy.id, ()))
                found.setdefault(mapped.control, []).append(service)
        return {each: tuple(found[each]) for each in sorted(found, key=_in_order)}

    @property
    def gaps(self) -> tuple[Service, ...]:
        """What was asked of the system and falls short of a control."""
        return tuple(each for services in self.services.values() for each in services if _contradicts(each))

    @cached_property
    def _by_policy(self) -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, list[Finding]] = {}
        for each in self.findings:
            found.setdefault(each.policy, []).append(each)
        return {policy: tuple(findings) for policy, findings in found.items()}


def strength(services: Iterable[Service]) -> Strength:
    """How far these go towards their control together: a gap outweighs all that supports it."""
    found = {each.mapped.strength for each in services}
    return next(each for each in (Strength.CONTRADICTS, Strength.SATISFIES, Strength.SUPPORTS) if each in found)


def outcome(findings: Iterable[Finding]) -> Outcome:
    """What these say together; what nobody judged, and what could not be judged, is an error."""
    found = {each.outcome for each in findings}
    if not found or Outcome.ERROR in found:
        return Outcome.ERROR
    return Outcome.FAIL if Outcome.FAIL in found else Outcome.PASS


def _contradicts(service: Service) -> bool:
    return service.mapped.strength is Strength.CONTRADICTS


def _in_order(control: Control) -> tuple[str, list[tuple[int, str]]]:
    """`10.3.2` after `3.5.1`, `AC-3` before `AC-6`, `SC-28(1)` after `SC-7`."""
    parts = re.split(r"(\d+)", control.number)
    return control.standard, [(int(each), "") if each.isdigit() else (-1, each) for each in parts]

"""Applying waivers: a violation that somebody answers for does not close the gate, for as long as its value stays.

The finding stays a failure, and stays visible. A waiver that does not hold closes the gate itself: expired, for longer
than 90 days, unused, of another value, of more than one place, or of what nobody may waive. What becomes possible at a
place decides that, whichever policy reports it: while a place is exposed, no waiver there counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gate.model import WHOLE_STACK, Finding, Outcome
from gate.own_rules import EXPOSURE, OWN_RULES, WAIVER
from gate.provenance.digests import digest
from gate.waivers.load import Waiver
from gate.waivers.refusal import refusal
from policies.aws.exposures import exposures
from policies.core.known_stacks import KNOWN_STACKS, SYSTEM
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import thaw

SOURCE = "waivers"
LONGEST_DAYS = 90
REMEDY = "fix what it waives, or the waiver in policies/waivers.toml"


@dataclass(frozen=True)
class JudgedStack:
    """A stack, what was found in it, and the rulebook that it was judged by."""

    findings: tuple[Finding, ...]
    stack: Stack
    policies: tuple[Policy, ...]

    def waived(self, waivers: Sequence[Waiver], today: date) -> tuple[Finding, ...]:
        """The findings, the waived ones marked by their ticket, and one for each waiver of this stack: if it holds."""
        waivers = [waiver for waiver in waivers if stack_of(waiver.place) == self.stack.name]
        times = Counter((waiver.policy, waiver.place) for waiver in waivers)
        problems = {waiver: [*self._problems(waiver, today)] for waiver in waivers}
        for waiver in waivers:
            if times[waiver.policy, waiver.place] > 1:
                problems[waiver].append("is there twice")
        tickets = {(waiver.policy, waiver.place): waiver.ticket for waiver in waivers if not problems[waiver]}
        marked = tuple(
            finding._replace(waiver=tickets.get((finding.policy, finding.place), "")) if _failed(finding) else finding
            for finding in self.findings
        )
        on_waivers = (_on_waiver(waiver, "; ".join(problems[waiver])) for waiver in waivers)
        return (*marked, *self._silent_exposures(marked), *on_waivers)

    def _silent_exposures(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        """A failure for each exposed place at which nothing else keeps the gate closed."""
        closed = {finding.place for finding in findings if finding.outcome is not Outcome.PASS and not finding.waiver}
        for place, sentences in exposures(self.stack).items():
            if place not in closed:
                remedy = OWN_RULES[EXPOSURE].remediation
                yield Finding(SOURCE, EXPOSURE, place, Outcome.FAIL, "; ".join(sentences), remedy)

    def value(self, policy_id: str, place: str) -> str:
        """The digest of what a policy found wrong at a place, and of the attributes there that it judges."""
        details = sorted(finding.details for finding in self._failures.get((policy_id, place), ()))
        claims = next((policy.claims for policy in self.policies if policy.id == policy_id), ())
        values = [_claimed(resource, claims) for resource in self.stack.resources if resource.place == place]
        text = json.dumps([policy_id, place, details, values], sort_keys=True)
        return digest(text.encode())

    def _problems(self, waiver: Waiver, today: date) -> Iterator[str]:
        if waiver.expires < today:
            yield f"expired on {waiver.expires}"
        elif (waiver.expires - today).days > LONGEST_DAYS:
            yield f"is for more than {LONGEST_DAYS} days, until {waiver.expires}"
        at_place = {policy for policy, place in self._failures if place == waiver.place}
        if reason := refusal(waiver.policy, at_place, self.policies, exposures(self.stack).get(waiver.place, ())):
            yield reason
        places = sum(resource.place == waiver.place for resource in self.stack.resources)
        if places != 1:
            yield f"is of {places or 'no'} places of this stack, not of one"
        elif (waiver.policy, waiver.place) not in self._failures:
            yield f"is not in use, since {waiver.policy} does not fail there"
        elif (now := self.value(waiver.policy, waiver.place)) != waiver.value:
            yield f"is of another value than the one that is there, {now}"

    @cached_property
    def _failures(self) -> dict[tuple[str, str], list[Finding]]:
        failures: dict[tuple[str, str], list[Finding]] = {}
        for finding in filter(_failed, self.findings):
            failures.setdefault((finding.policy, finding.place), []).append(finding)
        return failures


def stack_of(place: str) -> str:
    """The stack that a construct path begins with; a place that names none is taken for one of the system."""
    name = place.partition("/")[0]
    return name if name in KNOWN_STACKS else SYSTEM


def _on_waiver(waiver: Waiver, problems: str) -> Finding:
    if not problems:
        return Finding(SOURCE, WAIVER, waiver.place, Outcome.PASS)
    details = f"the waiver {waiver.ticket} of {waiver.policy} {problems}"
    return Finding(SOURCE, WAIVER, waiver.place, Outcome.FAIL, details, REMEDY)


def _failed(finding: Finding) -> bool:
    """Whether it is a violation at a resource: nobody may answer for a part that the stack lacks."""
    return finding.outcome is Outcome.FAIL and finding.place != WHOLE_STACK


def _claimed(resource: Resource, claims: Sequence[str]) -> dict[str, object]:
    return {name: thaw(value) for name, value in resource.values.items() if not claims or name in claims}

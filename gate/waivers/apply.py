"""Applying waivers: a violation that somebody answers for does not close the gate, for as long as its value stays.

The finding stays what it is, a failure, and stays visible. A waiver that does not hold closes the gate itself: expired,
for longer than 90 days, unused, of another value, of more than one place, or of what nobody may waive.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gate.model import Finding, Outcome
from gate.provenance.digests import digest
from gate.waivers.load import Waiver
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import thaw

SOURCE, POLICY = "waivers", "WAIVER"
TITLES = {POLICY: "Every waiver is of one value at one place, in use, and not for long."}
# What nobody judges, nobody can answer for.
NEVER = frozenset({POLICY, "UNCLAIMED_TYPE", "UNCLAIMED_ATTRIBUTE", "UNKNOWN_CHECK", "CHECKOV_SETTINGS"})
LONGEST_DAYS = 90
REMEDY = "mend what it waives, or the waiver in policies/waivers.toml"


@dataclass(frozen=True)
class Judged:
    """A stack, the rulebook, and what was found."""

    found: tuple[Finding, ...]
    stack: Stack
    policies: tuple[Policy, ...]

    def waived(self, waivers: Sequence[Waiver], today: date) -> tuple[Finding, ...]:
        """The findings, the waived ones marked by their ticket, and one finding for each waiver: whether it holds."""
        times = Counter((each.policy, each.place) for each in waivers)
        wrong = {each: [*self._wrong(each, today)] for each in waivers}
        for each in waivers:
            if times[each.policy, each.place] > 1:
                wrong[each].append("is there twice")
        tickets = {(each.policy, each.place): each.ticket for each in waivers if not wrong[each]}
        marked = (
            each._replace(waiver=tickets.get((each.policy, each.place), "")) if _failed(each) else each
            for each in self.found
        )
        return (*marked, *(_told(each, "; ".join(wrong[each])) for each in waivers))

    def value(self, policy: str, place: str) -> str:
        """The digest of what a policy found wrong at a place, and of the attributes there that it judges."""
        details = sorted(each.details for each in self._failures.get((policy, place), ()))
        claims = next((each.claims for each in self.policies if each.id == policy), ())
        values = [_of(each, claims) for each in self.stack.resources if each.place == place]
        text = json.dumps([policy, place, details, values], sort_keys=True)
        return digest(text.encode())

    def _wrong(self, waiver: Waiver, today: date) -> Iterator[str]:
        if waiver.expires < today:
            yield f"expired on {waiver.expires}"
        elif (waiver.expires - today).days > LONGEST_DAYS:
            yield f"is for more than {LONGEST_DAYS} days, until {waiver.expires}"
        if waiver.policy in self._never:
            yield f"is of {waiver.policy}, which nobody may waive"
        places = sum(each.place == waiver.place for each in self.stack.resources)
        if places != 1:
            yield f"is of {places or 'no'} places of this stack, not of one"
        elif (waiver.policy, waiver.place) not in self._failures:
            yield f"is not in use, since {waiver.policy} does not fail there"
        elif (now := self.value(waiver.policy, waiver.place)) != waiver.value:
            yield f"is of another value than the one that is there, {now}"

    @cached_property
    def _failures(self) -> dict[tuple[str, str], list[Finding]]:
        failures: dict[tuple[str, str], list[Finding]] = {}
        for each in filter(_failed, self.found):
            failures.setdefault((each.policy, each.place), []).append(each)
        return failures

    @cached_property
    def _never(self) -> frozenset[str]:
        return NEVER | {each.id for each in self.policies if not each.waivable}


def _told(waiver: Waiver, wrong: str) -> Finding:
    if not wrong:
        return Finding(SOURCE, POLICY, waiver.place, Outcome.PASS)
    details = f"the waiver {waiver.ticket} of {waiver.policy} {wrong}"
    return Finding(SOURCE, POLICY, waiver.place, Outcome.FAIL, details, REMEDY)


def _failed(finding: Finding) -> bool:
    return finding.outcome is Outcome.FAIL


def _of(resource: Resource, claims: Sequence[str]) -> dict[str, object]:
    return {name: thaw(each) for name, each in resource.values.items() if not claims or name in claims}

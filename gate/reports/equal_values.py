"""Places where a policy read equal values, told once: twenty-five alarms that tell one topic are one line."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from gate.model import Finding, Outcome
from gate.reports.values import Values
from gate.reports.wording import EVERY_ATTRIBUTE, Value


@dataclass(frozen=True)
class Equal:
    """Findings that passed on the same values, or one that did not pass."""

    values: tuple[Value, ...]
    findings: tuple[Finding, ...]

    def beyond(self, blocks: Set[str]) -> tuple[Finding, ...]:
        """If these are all blocks and more, what is more; otherwise all of them."""
        everywhere = blocks <= {finding.place for finding in self.findings}
        return tuple(finding for finding in self.findings if not everywhere or finding.place not in blocks)


def equal_values(findings: Sequence[Finding], values: Values) -> Sequence[Equal]:
    """All findings, in the order of the first of each group; what did not pass comes first, and stands alone."""
    groups: dict[tuple[tuple[Value, ...], object], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: finding.outcome is Outcome.PASS):
        key = (_told(finding, values), () if finding.outcome is Outcome.PASS else finding)
        groups.setdefault(key, []).append(finding)
    return [Equal(_told(group[0], values), tuple(group)) for group in groups.values()]


def _told(finding: Finding, values: Values) -> tuple[Value, ...]:
    """Of a policy that reads a resource as a whole, its digest tells nobody anything."""
    read = values.get((finding.policy, finding.place), ())
    return tuple(value for value in read if value.attribute != EVERY_ATTRIBUTE)

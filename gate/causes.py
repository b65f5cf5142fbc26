"""Equal findings told once: a cause, with the places where it was found, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gate.model import Finding, Outcome
from gate.words import KINDS, kind
from policies.core.policy import Severity

# From bad to good.
SEVERITIES = tuple(reversed(Severity))


class Cause(NamedTuple):
    """What was found by one policy in the same words, and each place where it was."""

    policy: str
    details: str
    remedy: str
    outcome: Outcome
    places: tuple[str, ...]
    waiver: str = ""


def causes(findings: Iterable[Finding], severities: Mapping[str, Severity] = {}) -> tuple[Cause, ...]:
    """What does not pass, each cause once and each of its places once: the worst outcome first, then the worst policy.

    `severities` holds those of the policies, by id. What has none (a rule of the gate, a check of Checkov's, a pytest
    policy) stands with the high ones. What is equally bad stays in the order in which it was found.
    """
    places: dict[Finding, dict[str, None]] = {}
    for finding in findings:
        if finding.outcome is not Outcome.PASS:
            places.setdefault(finding._replace(source="", place=""), {})[finding.place] = None
    worst_first = sorted(places, key=lambda finding: _badness(finding, severities))
    return tuple(_cause(finding, tuple(places[finding])) for finding in worst_first)


def _badness(finding: Finding, severities: Mapping[str, Severity]) -> tuple[int, int]:
    severity = severities.get(finding.policy, Severity.HIGH)
    return -KINDS.index(kind(finding)), SEVERITIES.index(severity)


def _cause(finding: Finding, places: tuple[str, ...]) -> Cause:
    return Cause(finding.policy, finding.details, finding.remedy, finding.outcome, places, finding.waiver)

"""A state of the project, as it is compared with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gate.model import Finding, Outcome
from gate.waivers.load import Waiver
from policies.core.stack import Stack


@dataclass(frozen=True)
class State:
    """What the project builds, what is found in it, its rules by id as digests, and its waivers."""

    stack: Stack
    findings: Sequence[Finding]
    rules: Mapping[str, str]
    waivers: Sequence[Waiver]

    @property
    def failing(self) -> set[tuple[str, str]]:
        """(policy, place) of whatever does not pass."""
        return {(finding.policy, finding.place) for finding in self.findings if finding.outcome is not Outcome.PASS}

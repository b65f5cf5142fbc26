"""What a policy does for a control of an outside standard."""

from __future__ import annotations

from dataclasses import dataclass

from gate.model import Finding, Outcome
from policies.core.control import ControlMapping
from policies.core.policy import Policy


@dataclass(frozen=True)
class Service:
    """What a policy does for a control: how strongly, and what it found."""

    policy: Policy
    mapped: ControlMapping
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """What nobody judged, and what could not be judged, is an error."""
        outcomes = {finding.outcome for finding in self.findings}
        if not outcomes or Outcome.ERROR in outcomes:
            return Outcome.ERROR
        return Outcome.FAIL if Outcome.FAIL in outcomes else Outcome.PASS

"""What keeps the gate closed, as each report tells it: a cause once, with its places, worst first."""

from __future__ import annotations

from gate.causes import Cause, causes
from gate.reports.evidence import Evidence


def keeps_closed(evidence: Evidence) -> tuple[Cause, ...]:
    """The causes of all that does not pass and is not waived."""
    severities = {policy.id: policy.severity for policy in evidence.policies}
    return causes((finding for finding in evidence.findings if not finding.waiver), severities)

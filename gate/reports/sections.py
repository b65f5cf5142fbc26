"""What the page says beside findings: what was asked, who may do what, and what it cannot speak of."""

from __future__ import annotations

from collections.abc import Mapping

from gate.reports.access import access
from gate.reports.asked import asked
from gate.reports.evidence import Evidence
from gate.reports.scope import scope


def sections(evidence: Evidence) -> Mapping[str, object]:
    """By the names that the template knows."""
    return {"asked": asked(evidence), "access": access(evidence), "scope": scope(evidence)}

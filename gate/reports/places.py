"""The places of several files told apart: `the whole stack` and `provider.aws` are in each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gate.model import Assessment, Finding


def told_apart(assessments: Sequence[Assessment]) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each assessment; a place that another one has, too, begins with the assessment's label."""
    times = Counter(place for known in assessments for place in {finding.place for finding in known.findings})
    return tuple(
        tuple(
            finding._replace(place=f"{known.label}: {finding.place}") if times[finding.place] > 1 else finding
            for finding in known.findings
        )
        for known in assessments
    )

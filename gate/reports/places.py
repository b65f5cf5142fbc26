"""The places of several files told apart: `the whole stack` and `provider.aws` are in each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gate.model import WHOLE_STACK, Assessment, Finding


def distinguished(assessments: Sequence[Assessment]) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each assessment; a place that could be another's, too, begins with the assessment's label."""
    if len(assessments) == 1:
        return (assessments[0].findings,)
    times = Counter(place for known in assessments for place in {finding.place for finding in known.findings})
    shared = {place for place, count in times.items() if count > 1 or place.startswith(WHOLE_STACK)}
    return tuple(
        tuple(
            finding._replace(place=f"{known.label}: {finding.place}") if finding.place in shared else finding
            for finding in known.findings
        )
        for known in assessments
    )

"""Collecting the evidence of a run: its assessments, what it judged by, and the digests that bind both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.criteria import Criteria
from gate.model import Assessment
from gate.provenance.attested import Attested, of_files
from gate.reports.evidence import Evidence
from policies.core.policy import Policy


def collect(date: str, assessments: tuple[Assessment, ...], criteria: Criteria) -> Evidence:
    """The evidence of a day."""
    attested, asked = _attested(assessments), tuple(_asked(assessments, criteria))
    return Evidence(date, assessments, asked, criteria.waivers, attested, criteria.declined)


def _asked(assessments: Sequence[Assessment], criteria: Criteria) -> Iterator[Policy]:
    """The rulebook, without what is not asked of any of the files: nobody can say how it fares."""
    stacks = [assessment.stack for assessment in assessments]
    for policy in criteria.policies:
        if any(stack is None or policy.is_asked(stack) for stack in stacks):
            yield policy


def _attested(assessments: Sequence[Assessment]) -> Attested:
    """Of a synthesized stack its whole folder as it was judged; of a file that was judged alone no more than that."""
    if len(assessments) == 1 and assessments[0].deployed:
        return of_files(assessments[0].deployed)
    return of_files({assessment.file: _plain(assessment) for assessment in assessments})


def _plain(assessment: Assessment) -> str:
    return assessment.digest.removeprefix("sha256:")

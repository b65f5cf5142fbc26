"""Collecting the evidence of a run: its assessments, what it judged by, and the digests that bind both."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gate.criteria import Criteria
from gate.model import Assessment
from gate.origin import origin
from gate.provenance.attested import Attested, of_files
from gate.provenance.inputs import inputs_of
from gate.reports.evidence import Evidence
from gate.synthesis import ROOT
from policies.core.policy import Policy


def collect(moment: str, assessments: tuple[Assessment, ...], criteria: Criteria) -> Evidence:
    """The evidence of a time or a day."""
    attested, policies = _attested(assessments, criteria), tuple(_policies(assessments, criteria))
    from_ = origin(ROOT, os.environ)
    declined, checks, asked = criteria.declined, criteria.checks, criteria.asked
    beside = Evidence(moment, assessments, policies, criteria.waivers, attested, declined, from_, asked, checks)
    return replace(beside, cells=criteria.cells, attack=criteria.attack)


def _policies(assessments: Sequence[Assessment], criteria: Criteria) -> Iterator[Policy]:
    """The rulebook, without what is not asked of any of the files: nobody can say how it fares."""
    stacks = [assessment.stack for assessment in assessments]
    for policy in criteria.policies:
        if any(stack is None or policy.is_asked(stack) for stack in stacks):
            yield policy


def _attested(assessments: Sequence[Assessment], criteria: Criteria) -> Attested:
    """Of synthesized stacks their whole folders as they were judged; of a file that was judged alone only that file."""
    files: dict[str, str] = {}
    for assessment in assessments:
        files |= assessment.deployed or {assessment.file: _plain(assessment)}
    return of_files(files, judging=inputs_of(criteria.files) if criteria.files else None)


def _plain(assessment: Assessment) -> str:
    return assessment.digest.removeprefix("sha256:")

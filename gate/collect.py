"""Collecting the evidence of a run: its assessments, what it judged by, and the digests that bind both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gate.criteria import Criteria
from gate.model import Assessment
from gate.provenance.attested import Attested, of_files, of_folder
from gate.reports.evidence import Evidence
from gate.synthesis import ROOT


def collect(date: str, assessments: tuple[Assessment, ...], criteria: Criteria, *, given: bool) -> Evidence:
    """The evidence of a day; of files that were `given` no more is attested than the files themselves."""
    attested = _attested(assessments, given)
    return Evidence(date, assessments, criteria.policies, criteria.waivers, attested, criteria.declined)


def _attested(assessments: Sequence[Assessment], given: bool) -> Attested:
    """Of a synthesized stack its whole folder, in which the file's digest is that of the bytes that were judged."""
    if given or len(assessments) != 1 or not (ROOT / assessments[0].file).is_file():
        return of_files({assessment.file: _plain(assessment) for assessment in assessments})
    (assessment,) = assessments
    attested = of_folder((ROOT / assessment.file).parent)
    return replace(attested, subjects={**attested.subjects, Path(assessment.file).name: _plain(assessment)})


def _plain(assessment: Assessment) -> str:
    return assessment.digest.removeprefix("sha256:")

"""Collecting the evidence of a run: its assessments, what it judged by, and the digests that bind both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gate.criteria import Criteria
from gate.model import Assessment
from gate.provenance.attested import Attested, of_files, of_output
from gate.reports.evidence import Evidence
from gate.synthesis import ROOT


def collect(moment: str, assessments: tuple[Assessment, ...], criteria: Criteria, *, given: bool) -> Evidence:
    """The evidence of a time or a day; of files that were `given` no more is attested than the files themselves."""
    attested = _attested(assessments, given)
    return Evidence(moment, assessments, criteria.policies, criteria.waivers, attested, criteria.declined)


def _attested(assessments: Sequence[Assessment], given: bool) -> Attested:
    """Of synthesized stacks all that was synthesized; each judged file has the digest of the bytes that were judged."""
    files = [ROOT / assessment.file for assessment in assessments]
    if given or not all(file.is_file() for file in files):
        return of_files({assessment.file: _plain(assessment) for assessment in assessments})
    # The output holds stacks/NAME/cdk.tf.json.
    output = files[0].parents[2]
    judged = {
        file.relative_to(output).as_posix(): _plain(assessment)
        for file, assessment in zip(files, assessments, strict=True)
    }
    attested = of_output(output)
    return replace(attested, subjects={**attested.subjects, **judged})


def _plain(assessment: Assessment) -> str:
    return assessment.digest.removeprefix("sha256:")

"""Assessments and findings as JSON, for whatever prints, writes or remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gate.model import Assessment, Finding, Outcome
from gate.words import KINDS, counts


def as_list(assessments: Sequence[Assessment], *, passes: bool = True) -> list[dict[str, Any]]:
    """The run as a list of `{"file", "verdict", "digest", "beside", "alone", "counts", "findings"}`, one a file.

    Without `passes`, only what does not pass is among the findings; the counts are of all.
    """
    return [{**file_as_json(assessment), **_findings(assessment.findings, passes=passes)} for assessment in assessments]


def _findings(findings: Sequence[Finding], *, passes: bool) -> dict[str, Any]:
    count = counts(findings)
    told = [finding_as_json(finding) for finding in findings if passes or finding.outcome is not Outcome.PASS]
    return {"counts": {kind: count[kind] for kind in KINDS}, "findings": told}


def finding_as_json(finding: Finding) -> dict[str, str]:
    """A finding as `{"source", "policy", "place", "outcome", "details", "remedy", "waiver"}`."""
    return {**finding._asdict(), "outcome": finding.outcome.value}


def file_as_json(assessment: Assessment) -> dict[str, Any]:
    """What is known of a file, without its findings."""
    return {
        "file": assessment.file,
        "verdict": assessment.verdict.value,
        "digest": assessment.digest,
        "beside": dict(assessment.beside),
        "alone": assessment.alone,
    }

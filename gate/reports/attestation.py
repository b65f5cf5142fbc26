"""`attestation.json`: the verdict bound to the bytes that were judged, for `gate attest` and `gate verify`."""

from __future__ import annotations

from gate.provenance.attestation import written
from gate.reports.evidence import Evidence
from gate.words import KINDS


def render(evidence: Evidence) -> str:
    """The text of the file."""
    files = ", ".join(assessment.file for assessment in evidence.assessments)
    counts = {kind: evidence.counts[kind] for kind in KINDS}
    return written(evidence.attested, evidence.date, files, evidence.verdict, counts)

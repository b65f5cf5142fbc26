"""`attestation.json`: the verdict bound to the bytes that were judged, for `gate attest` and `gate verify`."""

from __future__ import annotations

from gate.moment import whole
from gate.provenance.attestation import Statement
from gate.reports.evidence import Evidence
from gate.words import KINDS


def render(evidence: Evidence) -> str:
    """The text of the file."""
    return statement(evidence).text()


def statement(evidence: Evidence) -> Statement:
    """What it says."""
    counts = {kind: evidence.counts[kind] for kind in KINDS}
    return Statement(evidence.attested, whole(evidence.moment), evidence.verdict, counts)

"""`attestation.json`: the verdict bound to the bytes that were judged, for `gate attest` and `gate verify`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from gate.moment import whole
from gate.provenance.attestation import Statement
from gate.reports.evidence import Evidence
from gate.words import KINDS


def statement(evidence: Evidence, byproducts: Mapping[str, str]) -> Statement:
    """What it says of a run and of the reports on it, by their digests."""
    counts = {kind: evidence.counts[kind] for kind in KINDS}
    return Statement(evidence.attested, whole(evidence.moment), evidence.verdict, counts, byproducts)


def byproducts(reports: Mapping[str, bytes]) -> Mapping[str, str]:
    """The digest of each report, by its name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in reports.items()}

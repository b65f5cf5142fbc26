"""The names of the files in the folder of the reports."""

from __future__ import annotations

REPORTS = (
    "verdict.json",
    "report.html",
    "report.md",
    "report.sarif",
    "junit.xml",
    "oscal-assessment-results.json",
    "attestation.json",
)
# What `gate attest` writes beside them.
SIGNED = "attestation.dsse.json"
# What `gate export` writes there.
EXPORTED = "evidence.zip"

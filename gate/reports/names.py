"""The names of the files in the folder of the reports."""

from __future__ import annotations

# It names the digests of the others.
ATTESTATION = "attestation.json"
NAMES: tuple[str, ...] = (
    "verdict.json",
    "report.html",
    "report.md",
    "report.sarif",
    "junit.xml",
    "oscal-assessment-results.json",
    ATTESTATION,
)
# What `gate attest` writes beside them.
SIGNED = "attestation.dsse.json"
# What `gate export` writes there.
EXPORTED = "evidence.zip"
# What `gate sbom` writes there.
BILLS = SBOM_OF_BUNDLES, SBOM_OF_TOOLS = "bundles.cdx.json", "tools.cdx.json"

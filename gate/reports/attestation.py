"""`attestation.json`: the verdict bound to bytes, an in-toto Statement with SLSA's verification summary, unsigned.

What SLSA has no field for stands beside its own, as in-toto allows: the inputs that judged, and the tools.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gate.model import Verdict
from gate.reports.evidence import Evidence
from gate.words import KINDS

STATEMENT = "https://in-toto.io/Statement/v1"
SUMMARY = "https://slsa.dev/verification_summary/v1"
PASSED, FAILED = "PASSED", "FAILED"
# SLSA's tracks say how something was built, which is not what is verified here.
LEVEL = "FRAUD_DETECTION_GATE_OPEN"


def drawn(evidence: Evidence) -> str:
    """The text of the file."""
    attested = evidence.attested
    is_open = evidence.verdict is Verdict.OPEN
    predicate = {
        "verifier": {"id": "gate", "version": dict(attested.tools)},
        "timeVerified": f"{evidence.date}T00:00:00Z",
        "resourceUri": ", ".join(each.file for each in evidence.judgements),
        "policy": {"uri": "policies/"},
        "verificationResult": PASSED if is_open else FAILED,
        "verifiedLevels": [LEVEL] if is_open else [],
        "verdict": evidence.verdict.value,
        "counts": {each: evidence.counts[each] for each in KINDS},
        "inputs": _described(attested.inputs),
    }
    statement = {"_type": STATEMENT, "subject": _described(attested.subjects), "predicateType": SUMMARY}
    return json.dumps({**statement, "predicate": predicate}, indent=2) + "\n"


def _described(digests: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "digest": {"sha256": digest}} for name, digest in digests.items()]

"""The attestation: an in-toto Statement with SLSA's verification summary, written and read, unsigned.

What SLSA has no field for stands beside its own fields, as in-toto allows: the inputs that judged, and the tools.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gate.model import Verdict
from gate.provenance.attested import Attested
from policies.core.strict_json import NotJson, loads

STATEMENT = "https://in-toto.io/Statement/v1"
SUMMARY = "https://slsa.dev/verification_summary/v1"
PASSED, FAILED = "PASSED", "FAILED"
# SLSA's tracks say how something was built, which is not what is verified here.
LEVEL = "FRAUD_DETECTION_GATE_OPEN"


class BrokenAttestation(ValueError):
    """It is no attestation of the gate's; the message says why, in one line."""


@dataclass(frozen=True)
class Statement:
    """What an attestation says: of what, on which day, with which result."""

    attested: Attested
    verified: date
    result: str


def written(attested: Attested, day: str, file: str, verdict: Verdict, counts: Mapping[str, int]) -> str:
    """The text of an attestation: of a day, for a file, with a verdict and the counts of its findings."""
    is_open = verdict is Verdict.OPEN
    predicate = {
        "verifier": {"id": "gate", "version": dict(attested.tools)},
        "timeVerified": f"{day}T00:00:00Z",
        "resourceUri": file,
        "policy": {"uri": "policies/"},
        "verificationResult": PASSED if is_open else FAILED,
        "verifiedLevels": [LEVEL] if is_open else [],
        "verdict": verdict.value,
        "counts": dict(counts),
        "inputs": _descriptors(attested.inputs),
    }
    statement = {"_type": STATEMENT, "subject": _descriptors(attested.subjects), "predicateType": SUMMARY}
    return json.dumps({**statement, "predicate": predicate}, indent=2) + "\n"


def read(text: str) -> Statement:
    """The statement in this text; raises BrokenAttestation."""
    try:
        content: Any = loads(text)
        if (content["_type"], content["predicateType"]) != (STATEMENT, SUMMARY):
            raise BrokenAttestation("is no verification summary")
        predicate = content["predicate"]
        tools = dict(predicate["verifier"]["version"])
        attested = Attested(_digests(content["subject"]), _digests(predicate["inputs"]), tools)
        verified = datetime.strptime(predicate["timeVerified"], "%Y-%m-%dT%H:%M:%SZ").date()
        return Statement(attested, verified, predicate["verificationResult"])
    except BrokenAttestation:
        raise
    except NotJson as error:
        raise BrokenAttestation(f"is no attestation: {error}") from None
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BrokenAttestation(f"is no attestation of the gate's: {type(error).__name__}: {error}") from None


def _descriptors(digests: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "digest": {"sha256": digest}} for name, digest in digests.items()]


def _digests(descriptors: Any) -> Mapping[str, str]:
    digests = {descriptor["name"]: descriptor["digest"]["sha256"] for descriptor in descriptors}
    are_texts = all(isinstance(text, str) for pair in digests.items() for text in pair)
    if len(digests) != len(descriptors) or not are_texts:
        raise BrokenAttestation("names a file twice, or without a digest")
    return digests

"""The attestation: an in-toto Statement with SLSA's verification summary, written and read, unsigned.

What SLSA has no field for stands beside its own fields under names that are URIs, as in-toto has it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gate.model import Verdict
from gate.moment import FORMAT, written
from gate.provenance import resource as uris
from gate.provenance.attested import Attested
from gate.provenance.fields import BrokenAttestation, counts, descriptors, digests, text, texts
from gate.provenance.tree_state import TreeState
from gate.words import KINDS
from policies.core.strict_json import Json, NotJson, loads

STATEMENT = "https://in-toto.io/Statement/v1"
SUMMARY = "https://slsa.dev/verification_summary/v1"
SLSA = "1.1"
PASSED, FAILED = "PASSED", "FAILED"
# SLSA's tracks say how something was built, which is not what is verified here.
LEVEL = "FRAUD_DETECTION_GATE_OPEN"


@dataclass(frozen=True)
class Statement:
    """What an attestation says: of what, at which time in UTC, with which verdict on how many findings.

    `byproducts` has the digest of each report of that run, by its name; SLSA's provenance calls them so.
    """

    attested: Attested
    time: str
    verdict: Verdict
    counts: Mapping[str, int]
    byproducts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.verdict is Verdict.OPEN

    def content(self) -> dict[str, Any]:
        """It as JSON."""
        attested, tree = self.attested, self.attested.tree
        predicate = {
            "verifier": {"id": uris.VERIFIER, "version": dict(attested.tools)},
            "timeVerified": self.time,
            "resourceUri": uris.resource(attested.subjects),
            "policy": {"uri": uris.POLICY, "digest": {"sha256": uris.policy_digest(attested.inputs)}},
            "verificationResult": PASSED if self.is_open else FAILED,
            "verifiedLevels": [LEVEL if self.is_open else FAILED],
            "slsaVersion": SLSA,
            uris.VERDICT: self.verdict.value,
            uris.COUNTS: dict(self.counts),
            uris.COMMIT: tree.commit,
            uris.TREE: {"clean": tree.is_clean, "changed": dict(tree.changed)},
            uris.BYPRODUCTS: descriptors(self.byproducts),
            uris.INPUTS: descriptors(attested.inputs),
        }
        statement = {"_type": STATEMENT, "subject": descriptors(attested.subjects), "predicateType": SUMMARY}
        return {**statement, "predicate": predicate}

    def text(self) -> str:
        """It as the text of a file."""
        return json.dumps(self.content(), separators=(",", ":")) + "\n"


def read(attestation: str) -> Statement:
    """The statement in this text; raises BrokenAttestation."""
    try:
        content: Any = loads(attestation)
        if (content["_type"], content["predicateType"]) != (STATEMENT, SUMMARY):
            raise BrokenAttestation("is no verification summary")
        statement = _read(content)
        _refuse_contradictions(statement, content["predicate"])
        return statement
    except BrokenAttestation:
        raise
    except NotJson as error:
        raise BrokenAttestation(f"is no attestation: {error}") from None
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise BrokenAttestation(f"is no attestation of the gate's: {' '.join(reason.split())}") from None


def _read(content: Any) -> Statement:
    predicate = content["predicate"]
    tree = TreeState(text(predicate[uris.COMMIT]), texts(predicate[uris.TREE]["changed"]))
    tools = texts(predicate["verifier"]["version"])
    attested = Attested(digests(content["subject"]), digests(predicate[uris.INPUTS]), tools, tree)
    time = written(datetime.strptime(predicate["timeVerified"], FORMAT))
    byproducts = digests(predicate[uris.BYPRODUCTS])
    return Statement(attested, time, Verdict(predicate[uris.VERDICT]), counts(predicate[uris.COUNTS]), byproducts)


def _refuse_contradictions(statement: Statement, predicate: Mapping[str, Json]) -> None:
    """Every field must say what follows from the others; what we do not know is for others."""
    for name, value in statement.content()["predicate"].items():
        # As text, since in Python 1 equals True.
        if name not in (uris.INPUTS, uris.BYPRODUCTS) and json.dumps(predicate[name], sort_keys=True) != json.dumps(
            value, sort_keys=True
        ):
            raise BrokenAttestation(f"contradicts itself in {name.rpartition('#')[2]}")
    passed, waived, failed, broken = (statement.counts[kind] for kind in KINDS)
    if statement.is_open and (failed or broken or not passed + waived):
        raise BrokenAttestation("contradicts itself in counts")

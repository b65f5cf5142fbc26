"""What binds the plans to the verdict: an in-toto Statement of their bytes, which names the attestation by digest.

The attestation names all else: each file of the stacks, the locks, the rulebook, the waivers and the commit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gate.ledger.deploy import sha256
from gate.provenance.attestation import STATEMENT
from gate.provenance.fields import BrokenAttestation, descriptors, digests, text
from gate.provenance.resource import PLAN
from policies.core.strict_json import NotJson, loads


@dataclass(frozen=True)
class Prepared:
    """The digest of each stack's plan, that of the attestation's bytes, and the account that it was planned for.

    `backends` has the digest of what says, in each stack's working copy, where Terraform reads and writes its state.
    """

    plans: Mapping[str, str]
    attestation: str
    account: str
    time: str
    backends: Mapping[str, str]

    def text(self) -> str:
        """It as the text that is signed."""
        predicate = {
            "attestation": sha256(self.attestation),
            "account": self.account,
            "time": self.time,
            "backends": descriptors(self.backends),
        }
        subject = descriptors({f"{stack}.plan": digest for stack, digest in self.plans.items()})
        content = {"_type": STATEMENT, "subject": subject, "predicateType": PLAN, "predicate": predicate}
        return json.dumps(content, separators=(",", ":")) + "\n"


def read(written: str) -> Prepared:
    """The statement in this text; raises BrokenAttestation where it is none, or says it in another way."""
    try:
        content: Any = loads(written)
        plans = {name.removesuffix(".plan"): digest for name, digest in digests(content["subject"]).items()}
        predicate = content["predicate"]
        attestation, account = text(predicate["attestation"]["sha256"]), text(predicate["account"])
        found = Prepared(plans, attestation, account, text(predicate["time"]), digests(predicate["backends"]))
    except (NotJson, LookupError, TypeError, AttributeError, ValueError):
        raise BrokenAttestation("is no statement of plans") from None
    if found.text() != written:
        raise BrokenAttestation("is no statement of plans as the gate writes it")
    return found

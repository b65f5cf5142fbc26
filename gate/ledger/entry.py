"""An entry of the ledger: an in-toto Statement of one step of a deploy, after the entry before it.

There is none for a deploy that was refused: it changed nothing, and anybody could fill the ledger with refusals.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gate.ledger.deploy import Deploy, sha256
from gate.provenance.attestation import STATEMENT
from gate.provenance.digests import DIGEST_LENGTH
from gate.provenance.fields import descriptors
from gate.provenance.resource import LEDGER_ENTRY

# What the first entry names in the place of the one before it.
NOTHING = "0" * DIGEST_LENGTH


class Event(Enum):
    """What has happened.

    `APPLIED`: Terraform's apply has begun, and nobody has looked at the result. `VERIFIED`: the state
    after it was judged and compared with what was planned.
    """

    APPLIED = "applied"
    VERIFIED = "verified"


@dataclass(frozen=True)
class Entry:
    """The entry of a number, from 1. `previous` is the digest of the file before it.

    `applied` is the number of the entry that says that this deploy was applied: its own, or an earlier one.
    """

    number: int
    previous: str
    time: str
    event: Event
    applied: int
    deploy: Deploy

    def content(self) -> dict[str, Any]:
        """It as JSON."""
        chain = {"number": self.number, "previous": sha256(self.previous), "time": self.time}
        predicate = {**chain, "event": self.event.value, "applied": self.applied, **self.deploy.content()}
        files = {f"stacks/{name}/cdk.tf.json": stack.file for name, stack in sorted(self.deploy.stacks.items())}
        return {
            "_type": STATEMENT,
            "subject": descriptors(files),
            "predicateType": LEDGER_ENTRY,
            "predicate": predicate,
        }

    def text(self) -> str:
        """It as the text that is signed, of which there is one alone."""
        return json.dumps(self.content(), separators=(",", ":"), sort_keys=True) + "\n"

"""The run that a bill of materials is of, and what the bill says of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from gate.moment import FORMAT
from gate.provenance.attestation import Statement
from gate.provenance.resource import PROJECT, VERIFIER

NAME = "fraud-detection"
LOCK = "requirements.lock"


def serial_number(what: str, digest: str, statement: Statement) -> uuid.UUID:
    """Of the bill of what has this digest, in the run of an attestation."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{PROJECT}/{what}?checksum=sha256:{digest}#{statement.time}")


def timestamp(statement: Statement) -> datetime:
    """The time of the run."""
    return datetime.strptime(statement.time, FORMAT).replace(tzinfo=UTC)


def facts(statement: Statement) -> Mapping[str, str]:
    """What a bill says of the run, by name."""
    tree = statement.attested.tree
    return {
        "commit": tree.commit,
        "tree": "differs from the commit" if tree.changed else "is as the commit holds it",
        "verifier": VERIFIER,
        "verdict": statement.verdict.value,
    }

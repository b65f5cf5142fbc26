"""What the targets of the attestation attest: a small run, its statement, and keys that are made for it alone."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from gate.model import Verdict
from gate.provenance.attestation import Statement
from gate.provenance.attested import Attested
from gate.provenance.envelope import PAYLOAD, signed
from gate.provenance.tree_state import TreeState

TODAY, TIME = date(2026, 11, 27), "2026-11-27T10:00:00Z"
# Digests that are none of anything.
SUBJECTS = {"manifest.json": "0" * 64, "stacks/fraud-detection/cdk.tf.json": "1" * 64}
INPUTS = {"policies/a.py": "2" * 64, "requirements.lock": "3" * 64}
NOW = Attested(SUBJECTS, INPUTS, {"python": "3.11", "checkov": "3"}, TreeState("a" * 40, {}))
STATEMENT = Statement(
    NOW, TIME, Verdict.OPEN, {"pass": 9, "waived": 0, "fail": 0, "error": 0}, {"report.html": "4" * 64}
)


class Keys(NamedTuple):
    """A key in PEM: what signs, and what verifies."""

    private: bytes
    public: bytes


@cache
def keys(name: str) -> Keys:
    """The keys of this name, the same in every process; they sign nothing but what is made up here."""
    key = Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Keys(private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


@cache
def payload() -> str:
    """The statement in Base64, as an envelope has it."""
    return b64encode(STATEMENT.text().encode()).decode()


@cache
def envelope(name: str) -> str:
    """The statement's envelope, signed with the key of this name."""
    return signed(STATEMENT.text(), keys(name).private)


__all__ = ["INPUTS", "NOW", "PAYLOAD", "STATEMENT", "SUBJECTS", "TODAY", "Keys", "envelope", "keys", "payload"]

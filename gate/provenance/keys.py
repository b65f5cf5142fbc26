"""Private keys by which we sign, and the public ones that check it."""

from __future__ import annotations

import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gate.provenance.envelope import BadKey, public, signer

BLOCK = re.compile(rb"(-----BEGIN [^-]+-----\s.*?-----END [^-]+-----)\s*", re.DOTALL)


def new_key() -> bytes:
    """A new private key, ed25519 in PEM."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_keys(file: bytes) -> list[bytes]:
    """The public keys in a file, one after the other, in PEM; raises BadKey where it holds anything else, or none."""
    keys = [block + b"\n" for block in BLOCK.findall(file)]
    if not keys or BLOCK.sub(b"", file).strip():
        raise BadKey("holds something else than public keys in PEM")
    for key in keys:
        public(key)
    return keys


def public_of(key: bytes) -> bytes:
    """The public key of a private one, both in PEM; raises BadKey."""
    signer(key)
    public = load_pem_private_key(key, password=None).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

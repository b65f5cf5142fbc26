"""Private keys by which we sign, and the public ones that check it."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gate.provenance.envelope import public, signer


def new_key() -> bytes:
    """A new private key, ed25519 in PEM."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def checked(key: bytes) -> bytes:
    """A public key in PEM, as it is; raises BadKey where it is none."""
    public(key)
    return key


def public_of(key: bytes) -> bytes:
    """The public key of a private one, both in PEM; raises BadKey."""
    signer(key)
    public = load_pem_private_key(key, password=None).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

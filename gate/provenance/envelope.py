"""Signing an attestation, and opening a signed one: a DSSE envelope (ed25519 or ECDSA) around the very bytes."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import Error
from securesystemslib.signer import CryptoSigner, SSlibKey

from policies.core.strict_json import NotJson, loads

PAYLOAD = "application/vnd.in-toto+json"
NOT_DONE = (ValueError, TypeError, UnsupportedAlgorithm, Error)


class BadKey(ValueError):
    """The key cannot be used here; the message says why, in a few words."""


class BadSignature(ValueError):
    """The text is not signed, not by this key, or as something else; the message says which."""


def signed(statement: str, key: bytes) -> str:
    """The envelope of a statement, signed with a private key in PEM, without a passphrase; raises BadKey."""
    try:
        private = load_pem_private_key(key, password=None)
        if not isinstance(private, Ed25519PrivateKey | EllipticCurvePrivateKey):
            raise BadKey("is neither an ed25519 nor an ECDSA key")
        envelope = Envelope(statement.encode(), PAYLOAD, {})
        envelope.sign(CryptoSigner(private))
    except BadKey:
        raise
    except NOT_DONE:
        raise BadKey("is no private key in PEM without a passphrase") from None
    return json.dumps(envelope.to_dict(), indent=2) + "\n"


def opened(text: str, key: bytes) -> str:
    """The statement in an envelope that this public key (PEM) has signed; raises BadKey and BadSignature."""
    try:
        public = load_pem_public_key(key)
        if not isinstance(public, Ed25519PublicKey | EllipticCurvePublicKey):
            raise BadKey("is neither an ed25519 nor an ECDSA key")
        trusted = SSlibKey.from_crypto(public)
    except BadKey:
        raise
    except NOT_DONE:
        raise BadKey("is no public key in PEM") from None
    content = _envelope(text)
    if content is None:
        raise BadSignature("is not signed")
    try:
        envelope = Envelope.from_dict(content)
        envelope.verify([trusted], 1)
        statement = envelope.payload.decode()
    except (*NOT_DONE, LookupError, AttributeError):
        raise BadSignature("is not signed by this key, or was changed since") from None
    if envelope.payload_type != PAYLOAD:
        raise BadSignature("is signed as something else than an in-toto statement")
    return statement


def unchecked(text: str) -> str:
    """The statement, in an envelope or not, whoever may have signed it; raises BadSignature."""
    content = _envelope(text)
    if content is None:
        return text
    try:
        return base64.b64decode(content["payload"], validate=True).decode()
    except (LookupError, TypeError, binascii.Error, UnicodeDecodeError):
        raise BadSignature("is an envelope without a statement") from None


def _envelope(text: str) -> dict[str, Any] | None:
    """What an envelope holds; None of anything else."""
    try:
        loads(text)
        content = json.loads(text)
    except (NotJson, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and "payloadType" in content else None

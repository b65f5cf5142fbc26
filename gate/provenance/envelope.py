"""Signing an attestation, and opening a signed one: a DSSE envelope (ed25519 or ECDSA) around the very bytes."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import Error
from securesystemslib.signer import CryptoSigner, Key, Signature, SSlibKey

from policies.core.strict_json import NotJson, loads

PAYLOAD = "application/vnd.in-toto+json"
NOT_DONE = (ValueError, TypeError, UnsupportedAlgorithm, Error)
NOT_DECODED = (*NOT_DONE, LookupError, AttributeError, binascii.Error)


class BadKey(ValueError):
    """The key cannot be used here; the message says why, in a few words."""


class BadSignature(ValueError):
    """The text is not signed, not by this key, or as something else; the message says which."""


def signer(key: bytes) -> CryptoSigner:
    """Who signs with a private key in PEM, without a passphrase; raises BadKey."""
    try:
        private = load_pem_private_key(key, password=None)
        if not isinstance(private, Ed25519PrivateKey | EllipticCurvePrivateKey):
            raise BadKey("is neither an ed25519 nor an ECDSA key")
        return CryptoSigner(private)
    except BadKey:
        raise
    except NOT_DONE:
        raise BadKey("is no private key in PEM without a passphrase") from None


def signed(statement: str, key: bytes) -> str:
    """The envelope of a statement, signed with a private key; raises BadKey."""
    envelope = Envelope(statement.encode(), PAYLOAD, {})
    envelope.sign(signer(key))
    return json.dumps(envelope.to_dict(), indent=2) + "\n"


def opened(text: str, key: bytes) -> str:
    """The statement in an envelope that this public key (PEM) has signed; raises BadKey and BadSignature."""
    trusted = public(key)
    content = _envelope(text)
    if content is None:
        raise BadSignature("is not signed")
    try:
        envelope = Envelope(_bytes(content["payload"]), content["payloadType"], {})
        signatures = tuple(content["signatures"])
        statement, message = envelope.payload.decode(), envelope.pae()
    except NOT_DECODED:
        raise BadSignature("is an envelope that cannot be read") from None
    if not any(_has_signed(trusted, signature, message) for signature in signatures):
        raise BadSignature("is not signed by this key, or was changed since")
    if envelope.payload_type != PAYLOAD:
        raise BadSignature("is signed as something else than an in-toto statement")
    return statement


def unchecked(text: str) -> str:
    """The statement, in an envelope or not, whoever may have signed it; raises BadSignature."""
    content = _envelope(text)
    if content is None:
        return text
    try:
        return _bytes(content["payload"]).decode()
    except NOT_DECODED:
        raise BadSignature("is an envelope without a statement") from None


def public(key: bytes) -> Key:
    """Who is trusted by a public key in PEM; raises BadKey."""
    try:
        loaded = load_pem_public_key(key)
        if not isinstance(loaded, Ed25519PublicKey | EllipticCurvePublicKey):
            raise BadKey("is neither an ed25519 nor an ECDSA key")
        return SSlibKey.from_crypto(loaded)
    except BadKey:
        raise
    except NOT_DONE:
        raise BadKey("is no public key in PEM") from None


def _has_signed(trusted: Key, signature: Any, message: bytes) -> bool:
    """Whatever `keyid` may stand beside it: nobody has signed that, and DSSE lets it be left out.

    One that cannot be read is nobody's, and takes nothing from another beside it.
    """
    try:
        trusted.verify_signature(Signature(trusted.keyid, _bytes(signature["sig"]).hex()), message)
    except NOT_DECODED:
        return False
    return True


def _bytes(text: str) -> bytes:
    """What Base64 holds, standard or URL-safe: DSSE allows both."""
    return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)


def _envelope(text: str) -> Mapping[str, Any] | None:
    """What an envelope holds; None of anything else."""
    try:
        content: Any = loads(text)
    except NotJson:
        return None
    return content if isinstance(content, Mapping) and "payloadType" in content else None

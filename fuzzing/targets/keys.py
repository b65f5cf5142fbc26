"""Keys in PEM (gate/provenance/envelope.py): only the key that has signed opens, and only known kinds sign.

In an input, `<public>` and `<private>` stand for the lines of our key, and `<another>` for those of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from securesystemslib.signer import CryptoSigner

from fuzzing.attested import STATEMENT, envelope, keys
from fuzzing.oracle import refused, require
from gate.provenance.envelope import BadKey, BadSignature, opened, signer


def run(data: bytes) -> None:
    """Opens an envelope with it, and takes it for what signs."""
    for name, lines in _stand_ins().items():
        data = data.replace(name, lines)
    try:
        statement = opened(envelope("ours"), data)
    except (BadKey, BadSignature) as error:
        refused(error)
    else:
        require(statement == STATEMENT.text(), "opens to what was not signed")
        require(_der(data) == _der(keys("ours").public), "opens with a key that has not signed")
    try:
        signs = signer(data)
    except BadKey as error:
        refused(error)
    else:
        require(isinstance(signs, CryptoSigner), "takes for a key what does not sign")


def _der(pem: bytes) -> bytes:
    return load_pem_public_key(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _stand_ins() -> dict[bytes, bytes]:
    ours, theirs = keys("ours"), keys("theirs")
    return {b"<public>": _lines(ours.public), b"<private>": _lines(ours.private), b"<another>": _lines(theirs.public)}


def _lines(pem: bytes) -> bytes:
    return b"\n".join(pem.strip().splitlines()[1:-1])


def seeds() -> Iterator[bytes]:
    """Our public key, another one, and a private one under each label that it may have."""
    for lines in (b"<public>", b"<another>"):
        yield b"-----BEGIN PUBLIC KEY-----\n" + lines + b"\n-----END PUBLIC KEY-----\n"
    for label in (b"", b"EC ", b"RSA "):
        begin, end = (b"-----" + word + b" " + label + b"PRIV" + b"ATE KEY-----\n" for word in (b"BEGIN", b"END"))
        yield begin + b"<private>\n" + end

"""Opening the file of an entry: signed by one of the keys, and in the one form in which the gate writes an envelope.

What stands beside the signed bytes, such as the name of the key, nobody has signed. It has one form all the same: the
digest of the file is the head, and must not change while the entry does not.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Sequence
from typing import Any

from securesystemslib.dsse import Envelope
from securesystemslib.signer import Signature

from gate.ledger.fields import OTHER_FORM, BrokenEntry
from gate.provenance.envelope import PAYLOAD, BadSignature, opened, public, unchecked
from policies.core.strict_json import loads


def statement(data: bytes, keys: Sequence[bytes]) -> tuple[str, int | None]:
    """What was signed, and by which of the public keys (PEM), None where there are none and nobody's is checked.

    Raises BadKey, BadSignature and BrokenEntry.
    """
    try:
        envelope = data.decode()
    except UnicodeDecodeError:
        raise BadSignature("is not UTF-8") from None
    text, key = _signed(envelope, keys) if keys else (_unchecked(envelope), None)
    if envelope != _written(envelope, text, "" if key is None else public(keys[key]).keyid):
        raise BrokenEntry(OTHER_FORM)
    return text, key


def _signed(envelope: str, keys: Sequence[bytes]) -> tuple[str, int]:
    last = len(keys) - 1
    for number, key in enumerate(keys[:last]):
        try:
            return opened(envelope, key), number
        except BadSignature:
            continue
    return opened(envelope, keys[last]), last


def _unchecked(envelope: str) -> str:
    text = unchecked(envelope)
    if text == envelope:
        raise BadSignature("is not signed")
    return text


def _written(envelope: str, text: str, name: str) -> str:
    """The envelope of this text as the gate writes it, with the signature that is there; empty where there is none."""
    try:
        content: Any = loads(envelope)
        (signature,) = content["signatures"]
        known = Signature(name or signature["keyid"], b64decode(signature["sig"]).hex())
        return json.dumps(Envelope(text.encode(), PAYLOAD, {known.keyid: known}).to_dict(), indent=2) + "\n"
    except (LookupError, TypeError, ValueError, AttributeError):
        return ""

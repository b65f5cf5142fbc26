"""A signed envelope (gate/provenance/envelope.py): whatever is changed, it opens to the signed bytes or not at all.

In an input, `<payload>`, `<signature>` and `<another>` stand for the signed statement, its signature, and that of
another key, so that no corpus holds what looks like a secret.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from functools import cache

from fuzzing.attested import STATEMENT, envelope, keys, payload
from fuzzing.oracle import refused, require
from gate.provenance.envelope import BadSignature, opened, unchecked


def run(data: bytes) -> None:
    """Opens it with the key that has signed, and with none."""
    text = data.decode("utf-8", "replace")
    for name, value in _stand_ins().items():
        text = text.replace(name, value)
    try:
        statement = opened(text, keys("ours").public)
    except BadSignature as error:
        refused(error)
    else:
        require(statement == STATEMENT.text(), "opens to what was not signed")
        require(b64decode(_signature("ours")) in _bytes_in(text), "opens without the signature")
    try:
        unchecked(text)
    except BadSignature as error:
        refused(error)


def _bytes_in(text: str) -> list[bytes]:
    """What each signature in the envelope holds, in either form of Base64."""
    found = []
    for each in json.loads(text)["signatures"]:
        try:
            found.append(b64decode(each["sig"].replace("-", "+").replace("_", "/")))
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    return found


@cache
def _stand_ins() -> dict[str, str]:
    return {"<payload>": payload(), "<signature>": _signature("ours"), "<another>": _signature("theirs")}


@cache
def _signature(name: str) -> str:
    (signature,) = json.loads(envelope(name))["signatures"]
    return str(signature["sig"])


def seeds() -> Iterator[bytes]:
    """Signed by our key, by another, by both, by none; and not signed at all."""
    for signatures in (["<signature>"], ["<another>"], ["<another>", "<signature>"], []):
        signed = [{"keyid": "", "sig": each} for each in signatures]
        content = {"payload": "<payload>", "payloadType": "application/vnd.in-toto+json", "signatures": signed}
        yield json.dumps(content).encode()
    yield STATEMENT.text().encode()

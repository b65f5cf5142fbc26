"""What a function's bundle holds, as it is judged: its digest, and each member's digest and source or document."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256

from policies.core import strict_json
from policies.core.packed import NotPlain, members, text
from policies.core.snapshot import Entry

Values = Mapping[str, object]
# Bytes: what is larger than any file of rules or model that there is was not meant to be judged.
LARGEST_DOCUMENT = 16_384


def contents(entry: Entry | None) -> Values:
    """`digest` and `members` of a bundle; the `problem` where it is missing or cannot be read."""
    if entry is None or entry.data is None:
        reason = entry.problem or f"is a {entry.kind}, and no regular file" if entry else "is missing"
        return {"members": {}, "problem": reason}
    digest = {"digest": base64.b64encode(sha256(entry.data).digest()).decode()}
    try:
        return digest | {"members": {name: _member(name, data) for name, data in members(entry.data).items()}}
    except NotPlain as error:
        return digest | {"members": {}, "problem": str(error)}


def _member(name: str, data: bytes) -> Values:
    return {"sha256": sha256(data).hexdigest(), **(_source(name, data) if name.endswith(".py") else _document(data))}


def _source(name: str, data: bytes) -> Values:
    return {"source": text(name, data)}


def _document(data: bytes) -> Values:
    """What a JSON file holds; nothing where it cannot be read in one way, so that a policy on it finds nothing."""
    with suppress(strict_json.NotJson, UnicodeDecodeError):
        return {"document": strict_json.loads(data.decode())} if len(data) <= LARGEST_DOCUMENT else {}
    return {}

"""JSON documents inside strings, read as what they say, with the text that says it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.core.strict_json import Frozen, Json, NotJson, loads, thaw

# `$`, `%` or `{` written as an escape: inside a document it hides an expression from Terraform, and shows it to us.
HIDDEN = re.compile(r"\\u00(?:24|25|7b)", re.IGNORECASE)


class Document(Frozen):
    """An object that stands in a string; `text` is the string."""

    text: str


class Listed(tuple[Json, ...]):
    """A list that stands in a string; `text` is the string."""

    text: str


def decoded(value: Json) -> Json:
    """The value with every string that holds a JSON object or array replaced by what it holds.

    A string inside such a document stays a string, as it does for the service that reads the document.
    """
    if isinstance(value, str):
        return _document(value)
    if isinstance(value, tuple):
        return tuple(decoded(item) for item in value)
    if isinstance(value, Mapping):
        return Frozen({key: decoded(item) for key, item in value.items()})
    return value


def undecoded(value: Json) -> object:
    """A copy of a decoded value as it stands in the file: documents as their texts."""
    if isinstance(value, Document | Listed):
        return value.text
    if isinstance(value, Mapping):
        return {key: undecoded(item) for key, item in value.items()}
    return [undecoded(item) for item in value] if isinstance(value, tuple) else thaw(value)


def _document(text: str) -> Json:
    if text.lstrip()[:1] not in ("{", "[") or HIDDEN.search(text):
        return text
    try:
        value = loads(text)
    except NotJson:
        return text
    document = Document(value) if isinstance(value, Mapping) else Listed(value) if isinstance(value, tuple) else None
    if document is None:
        return value
    document.text = text
    return document

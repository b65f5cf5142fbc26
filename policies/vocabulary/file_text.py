"""All text of a block at once, for policies that look for words wherever they may stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.vocabulary.resources import Resource
from policies.vocabulary.strict_json import Json


def text_of(resource: Resource) -> str:
    """Every string of the block, keys included, a line each."""
    return "\n".join(resource.strings())


def shown(text: str) -> str:
    """A text short enough for a sentence."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def keys_in(value: Json) -> Iterator[str]:
    """Every key of every object in a value, at any depth."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from keys_in(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from keys_in(item)

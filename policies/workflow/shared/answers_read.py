"""Which paths a state reads, and how well each must be known there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policies.aws.asl import State, items
from policies.core.strict_json import Json

# How well a path is known: it is there; its type is known; it is a text.
PRESENT, TYPED, TEXT = 1, 2, 3
Reads = Iterator[tuple[str, int]]
# What DynamoDB is sent as a text or a number is written as a text; anything else ends the execution.
_WRITTEN = ("S.$", "N.$")
_PATH = re.compile(r"\$\$?\.[\w.]+")
# Of what the caller sent, the whole alone is there.
_GIVEN, _CONTEXT = "$$.Execution.Input", "$$."


def reads(state: State) -> Reads:
    """(path, how well it must be known) for each path in the parameters of a state."""
    return _in(state.get("Parameters"))


def of_function(path: str) -> bool:
    """Whether a function has answered what lies there, which may then be of any type."""
    return ".Payload." in path


def _in(value: Json, key: str = "") -> Reads:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _in(inner, name)
    elif isinstance(value, str) and key.endswith(".$"):
        for path in _PATH.findall(value):
            if path.startswith(f"{_GIVEN}.") or not path.startswith(_CONTEXT):
                least = TEXT if key in _WRITTEN and path == value else TYPED if of_function(path) else PRESENT
                yield path, least
    for inner in items(value):
        yield from _in(inner)

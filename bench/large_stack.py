"""A stack of any size: copies of the real one, each self-contained, with names of their own."""

from __future__ import annotations

import json
import re
from typing import Any

ADDRESS = re.compile(r"\b(aws_[a-z0-9_]+)\.([A-Za-z_][A-Za-z0-9_-]*)")
NAMES = frozenset({"alarm_name", "dashboard_name", "function_name", "name", "stage_name"})


def large(file: bytes, *, at_least: int) -> bytes:
    """A `cdk.tf.json` with the real one's resources over and over, until there are so many."""
    content: dict[str, Any] = json.loads(file)
    real = content["resource"]
    known = {(type_, name) for type_, named in real.items() for name in named}
    copies = -(-at_least // len(known))
    content["resource"] = {
        type_: {_numbered(name, at): _copied(body, known, at) for at in range(copies) for name, body in named.items()}
        for type_, named in real.items()
    }
    return json.dumps(content).encode()


def _copied(body: Any, known: set[tuple[str, str]], at: int) -> Any:
    def renamed(match: re.Match[str]) -> str:
        type_, name = match.groups()
        return f"{type_}.{_numbered(name, at) if (type_, name) in known else name}"

    copied = json.loads(ADDRESS.sub(renamed, json.dumps(body)))
    if at:  # a copy stands at its address, as no two resources have one construct path
        del copied["//"]
    # To share a name with another is a violation, which each of the copies would then have with all others.
    return copied | {key: _numbered(copied[key], at) for key in copied.keys() & NAMES}


def _numbered(name: str, at: int) -> str:
    return f"{name}_{at}" if at else name

"""A judged stack, as a plan of it is held to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Judged:
    """A judged stack: its file, and the lock beside it, as bytes.

    On a local AWS a file of settings is planned with it; what that AWS has no call for is `left_out`, by address; and
    what it does not give back as it was given is `lost`, attributes by type, so that to change it alone is no change.
    """

    stack: str
    file: bytes
    lock: bytes
    settings: Mapping[str, bytes] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    lost: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def content(self) -> Mapping[str, Any]:
        content: Mapping[str, Any] = json.loads(self.file)
        return content

    @property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        """The blocks that are planned, by type and name."""
        return {
            type_: {name: body for name, body in blocks.items() if f"{type_}.{name}" not in self.left_out}
            for type_, blocks in self.content["resource"].items()
        }

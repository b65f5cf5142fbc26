"""What becomes of one resource in a plan, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.core.strict_json import Json

# What may become of a resource, by what Terraform calls it.
NOTHING, CREATE, UPDATE, DELETE, REPLACE = "no change", "create", "update", "destroy", "replace"
ACTIONS = {
    ("no-op",): NOTHING,
    ("create",): CREATE,
    ("update",): UPDATE,
    ("delete",): DELETE,
    ("delete", "create"): REPLACE,
    ("create", "delete"): REPLACE,
}


@dataclass(frozen=True)
class Change:
    """What becomes of one resource, or of an object of it that was left over when it was replaced.

    `after` holds the planned values, and `unknown` is true wherever one is known only after apply.
    """

    address: str
    type: str
    action: str
    before: Mapping[str, Json] = field(default_factory=dict)
    after: Mapping[str, Json] = field(default_factory=dict)
    unknown: Mapping[str, Json] = field(default_factory=dict)
    left_over: str = ""

    @property
    def changed(self) -> frozenset[str]:
        """The attributes that are others before and after, or known only later."""
        other = {name for name in {*self.before, *self.after} if self.before.get(name) != self.after.get(name)}
        return frozenset(other | {name for name, mark in self.unknown.items() if is_marked(mark)})


def is_marked(unknown: Any) -> bool:
    """Whether any part below a mark is known only after apply: there Terraform writes true."""
    if isinstance(unknown, Mapping):
        return any(map(is_marked, unknown.values()))
    return any(map(is_marked, unknown)) if isinstance(unknown, list | tuple) else unknown is True

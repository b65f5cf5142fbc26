"""Whose the values are that the judged file refers to, now that the plan knows them: a reference may lead elsewhere.

A key that was imported at another one's address has the other's ARN. What refers to it is judged again by what it
really refers to: the other resource, or the bare ARN where that is of no resource of this account and region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gate.plan.change import DELETE, Change
from gate.plan.shown import Shown
from policies.core.strict_json import Json

REFERENCE = re.compile(r"\$\{(?P<type>aws_[a-z0-9_]+)\.(?P<name>[A-Za-z_][\w-]*)\.(?P<attribute>\w+)\}")
ARN = re.compile(r"arn:aws[\w-]*:[\w-]+:(?P<region>[\w-]*):(?P<account>\w*):.+", re.DOTALL)
# By these a resource is known, and no two have the same.
IDENTITIES = ("arn", "id", "key_id", "url", "qualified_arn", "invoke_arn", "unique_id")


@dataclass(frozen=True)
class Owners:
    """Whose each known identity is, by type, attribute and value.

    What the `written` blocks give themselves, by type and name, is judged as it stands there, and identifies none.
    """

    plan: Shown
    account: str
    region: str
    written: Mapping[str, Mapping[str, Any]]

    def elsewhere(self) -> Iterator[tuple[str, str]]:
        """Each reference that leads elsewhere than it says, and where to: a reference, or a bare value."""
        for change in self._made():
            for attribute in IDENTITIES:
                value = self._given(change, attribute)
                other = self._other(change, attribute, value) if isinstance(value, str) else None
                if other:
                    yield f"${{{change.address}.{attribute}}}", other

    def _given(self, change: Change, attribute: str) -> Json:
        """What AWS has given a resource."""
        body = self.written.get(change.type, {}).get(change.address.partition(".")[2], {})
        return None if body.get(attribute) is not None else change.after.get(attribute)

    def _other(self, change: Change, attribute: str, value: str) -> str | None:
        for other in self._made():
            if other.type == change.type and other is not change and self._given(other, attribute) == value:
                return f"${{{other.address}.{attribute}}}"
        arn = ARN.fullmatch(value) if attribute.endswith("arn") else None
        if arn and (arn["account"] not in ("", self.account) or arn["region"] not in ("", self.region)):
            return value
        return None

    def _made(self) -> Iterator[Change]:
        return (change for change in self.plan.changes.values() if change.action != DELETE)


def is_ours(other: str) -> bool:
    """Whether what a reference leads to is a resource of the plan."""
    return REFERENCE.fullmatch(other) is not None


def rewritten(value: Any, elsewhere: Mapping[str, str]) -> Any:
    """A judged value with each reference that leads elsewhere written as what it leads to."""
    if isinstance(value, str):
        return REFERENCE.sub(lambda found: elsewhere.get(found[0], found[0]), value)
    if isinstance(value, Mapping):
        return {key: rewritten(item, elsewhere) for key, item in value.items()}
    return [rewritten(item, elsewhere) for item in value] if isinstance(value, list) else value

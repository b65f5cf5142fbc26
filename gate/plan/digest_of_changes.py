"""What a plan would change, as one digest: two plans that would change the same have the same one.

Each value is in it but those that Terraform marks as sensitive, so that no secret can be guessed from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gate.plan.change import ACTIONS, NOTHING

SENSITIVE = {"before": "before_sensitive", "after": "after_sensitive"}
OF_A_CHANGE = ("actions", "after_unknown", "replace_paths")
OF_A_RESOURCE = ("address", "deposed")


def of_plan(plan: Mapping[str, Any]) -> str:
    """The digest of a plan as `terraform show -json` shows it."""
    resources = [
        {name: entry.get(name) for name in OF_A_RESOURCE} | _change(entry["change"])
        for entry in _changing(plan.get("resource_changes", ()))
    ]
    outputs = {name: _change(change) for name, change in plan.get("output_changes", {}).items() if _acts(change)}
    return _digest({"resources": sorted(resources, key=_text), "outputs": outputs})


def of_stack(changes: str, file: bytes, lock: bytes) -> str:
    """The digest of a plan and of the judged bytes, which alone say what is known only after apply."""
    judged = {name: hashlib.sha256(data).hexdigest() for name, data in (("file", file), ("lock", lock))}
    return _digest({"changes": changes} | judged)


def of_stacks(digests: Mapping[str, str]) -> str:
    """The digest of several plans, from that of each by its stack."""
    return _digest(digests)


def _changing(entries: Iterable[Any]) -> Iterator[Any]:
    return (entry for entry in entries if _acts(entry["change"]))


def _acts(change: Mapping[str, Any]) -> bool:
    return ACTIONS.get(tuple(change["actions"])) != NOTHING


def _change(change: Mapping[str, Any]) -> dict[str, Any]:
    values = {side: _without(change.get(side), change.get(marks)) for side, marks in SENSITIVE.items()}
    return {name: change.get(name) for name in OF_A_CHANGE} | values


def _without(value: Any, marks: Any) -> Any:
    """A value without each part that is marked."""
    if marks is True:
        return None
    if isinstance(value, Mapping) and isinstance(marks, Mapping):
        return {name: _without(part, marks.get(name)) for name, part in value.items()}
    if isinstance(value, list | tuple) and isinstance(marks, list | tuple):
        marked = [*marks, *(None for _ in value)]
        return [_without(part, mark) for part, mark in zip(value, marked, strict=False)]
    return value


def _digest(content: Any) -> str:
    return hashlib.sha256(_text(content).encode()).hexdigest()


def _text(content: Any) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"))

"""What is left at the end, held to what must be: backups, their keys, and keys that wait for their deletion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

PENDING = "PendingDeletion"


@dataclass(frozen=True)
class Left:
    """Something that is still there, why, and whether it must be."""

    what: str
    why: str
    expected: bool


def left(
    backups: Mapping[str, str], tagged: Iterable[str], states: Mapping[str, str], log_groups: Iterable[str]
) -> Iterator[Left]:
    """`backups` are the keys of backups by the backups' ARNs, `states` those of keys by the keys' ARNs."""
    kept = set(backups.values())
    for backup, key in sorted(backups.items()):
        yield Left(backup, f"the last backup, encrypted with {key or 'no key of ours'}", expected=True)
    for key in sorted(states):
        yield _key(key, states[key], key in kept)
    for arn in sorted(set(tagged) - states.keys() - backups.keys()):
        yield Left(arn, "has the system's tag, and should be gone", expected=False)
    for name in sorted(log_groups):
        yield Left(name, "a log group that a service wrote to again; delete it", expected=False)


def _key(arn: str, state: str, kept: bool) -> Left:
    if state == PENDING:
        why = "waits for its deletion, and the last backup needs it: cancel that" if kept else "waits for its deletion"
        return Left(arn, why, expected=not kept)
    if kept:
        why = f"the key of the last backup, which nobody can restore without it; it is {state}"
        return Left(arn, why, expected=state == "Enabled")
    return Left(arn, f"is {state}, and no backup needs it; schedule its deletion", expected=False)

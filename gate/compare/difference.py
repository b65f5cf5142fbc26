"""What two states of the project are compared by, and what differs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from gate.model import Finding, Outcome
from gate.waivers.load import Waiver
from policies.core.stack import Stack


class Direction(Enum):
    """Which way something went; what is merely `CHANGED` is judged as it was before."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


class Difference(NamedTuple):
    """One thing that is not as it was: where, and what, in words."""

    direction: Direction
    place: str
    what: str


@dataclass(frozen=True)
class State:
    """One state of the project: what it builds, what is found in it, its rules by id as digests, its waivers."""

    stack: Stack
    findings: Sequence[Finding]
    rules: Mapping[str, str]
    waivers: Sequence[Waiver]

    @property
    def failing(self) -> set[tuple[str, str]]:
        """(policy, place) of whatever does not pass."""
        return {(each.policy, each.place) for each in self.findings if each.outcome is not Outcome.PASS}

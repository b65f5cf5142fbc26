"""One thing that is not as it was, and which way it went."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Direction(Enum):
    """Which way something went; what moved or merely changed is judged as it was before."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"


class Difference(NamedTuple):
    """One thing that is not as it was: where, and what, in words; `kind` is the class of file, or `resource`."""

    direction: Direction
    place: str
    what: str
    kind: str = "resource"


# In the order of the report: what is deployed, who judges it, and what is only read.
KINDS = ("resource", "access", "waivers", "rules", "engine", "machinery", "functions", "stack", "text")


def ordered(differences: list[Difference]) -> list[Difference]:
    """Each once: the weaker ones first, then by what they are about, then by place."""
    directions = list(Direction)
    return sorted(
        dict.fromkeys(differences),
        key=lambda one: (directions.index(one.direction), KINDS.index(one.kind), one.place, one.what),
    )

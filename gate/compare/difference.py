"""One thing that is not as it was, and which way it went."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


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

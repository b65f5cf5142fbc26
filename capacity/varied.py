"""What each assumption does, where it alone is at an end of its range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from capacity.assumptions import ASSUMED
from capacity.beside import beside
from capacity.runs import SHORT, Given, Row, Simulate, assuming, row


@dataclass(frozen=True)
class Varied:
    """What an assumption does at one load where it is at an end of its range."""

    name: str
    low: Row
    high: Row


def varied(given: Given, load: float, simulate: Simulate = row) -> Iterator[Varied]:
    """One assumption after the other, at both ends of its range."""
    ends = [(name, end) for name, assumed in ASSUMED.items() for end in (assumed.low, assumed.high)]
    found = beside(partial(_at_end, simulate, replace(given, seconds=SHORT), load), ends)
    return (Varied(name, next(found), next(found)) for name in ASSUMED)


def _at_end(simulate: Simulate, given: Given, load: float, end: tuple[str, float]) -> Row:
    return simulate(assuming(given, *end), load)

"""Arrows from a step of a workflow past others to a later one: each has a lane beside the steps, and none cross."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# From a step to a later one, by their numbers.
Pair = tuple[int, int]


def lanes(pairs: Iterable[Pair]) -> Mapping[Pair, int]:
    """The lane of each pair, 0 next to the steps. A pair that would cross one of shorter or earlier has none."""
    found: dict[Pair, int] = {}
    for pair in sorted(pairs, key=lambda pair: (pair[1] - pair[0], pair)):
        if not any(_cross(pair, other) or _cross(other, pair) for other in found):
            found[pair] = max((lane + 1 for other, lane in found.items() if _within(other, pair)), default=0)
    return found


def _cross(one: Pair, other: Pair) -> bool:
    return one[0] < other[0] < one[1] < other[1]


def _within(inner: Pair, outer: Pair) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]

"""What one payment that meets no obstacle does, by the definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from capacity.answers import Payment
from capacity.places import End, Fork, Place, Step
from capacity.system import System
from capacity.ways import start

ORDINARY = Payment(alerted=False)


def units(system: System, *, by_drain: bool = False) -> Mapping[str, int]:
    """The write units that it takes, by table, or by table and index."""
    counted: Counter[str] = Counter()
    for step in _steps(start(system, ORDINARY, by_drain=by_drain)):
        counted.update(dict(step.units.writes))
    return dict(sorted(counted.items()))


def reads(system: System) -> Mapping[str, int]:
    """The read units of what is remembered, by table: what the drain reads for it too."""
    counted: Counter[str] = Counter()
    for step in _steps(start(system, ORDINARY)):
        counted.update(dict(step.units.reads))
    return dict(sorted(counted.items()))


def _steps(place: Place) -> Iterator[Step]:
    while not isinstance(place, End):
        if isinstance(place, Fork):
            ends = []
            for branch in place.branches:
                yield from _steps(branch)
                ends.append(_end(branch))
            place = place.after(tuple(ends))
        else:
            yield place
            place = place.following


def _end(place: Place) -> End:
    while not isinstance(place, End):
        place = place.after(tuple(map(_end, place.branches))) if isinstance(place, Fork) else place.following
    return place

"""Which design decides every payment within a second, at every load: the one that is worth building."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from capacity.design import NAMED, OWN, Design
from capacity.runs import QUICK, WITHIN, Given, assuming, chances
from capacity.spilling import Spilling

LOADS = tuple(range(50, 1001, 25))
# The loads that are hardest come first: most of all, and little in the queue, so that a batch waits to fill up.
HARDEST = (1000, 125, 150, 100)
SECONDS = 30
WARM = 40_000.0  # write units a second of a table that has had half of it before
# A write in a transaction of its own, in the place of one shared by a batch: calls that cost the function's own time.
ALONE = 6.0

TRIED: Sequence[tuple[Design, bool]] = (
    (Design(NAMED, batch=10, pollers=10), False),
    (Design(NAMED, batch=10, pollers=10), True),
    (Design(NAMED, batch=10, pollers=5), True),
    (Design(NAMED, batch=25, pollers=5, window=0), True),
    (Design(NAMED, batch=25, pollers=5), True),
    (Design(NAMED, batch=10, pollers=10, batch_ms=150), True),
    (Design(NAMED, batch=25, pollers=8, batch_ms=150, window=0), True),
    (Design(OWN, batch=10, pollers=10), False),
    (Design(OWN, batch=10, pollers=10), True),
    (Design(OWN, batch=10, pollers=5), True),
    (Design(OWN, batch=25, pollers=2, window=0), True),
    (Design(OWN, batch=25, pollers=5, window=0), True),
    (Design(OWN, batch=25, pollers=5), True),
    (Design(OWN, batch=100, pollers=5), True),
    (Design(OWN, batch=10, pollers=10, payment_ms=ALONE), True),
    (Design(OWN, batch=10, pollers=15, payment_ms=ALONE), True),
)


@dataclass(frozen=True)
class Outcome:
    """What a design comes to at one load; times in ms from the payment's arrival to its decision."""

    load: float
    offered: int
    decided: int
    accepted: int
    longest_queue: int
    times: Sequence[float]

    def milliseconds(self, share: float) -> float:
        """The time within which this share of the decisions came."""
        return self.times[max(0, ceil(share * len(self.times)) - 1)] * 1000 if self.times else float("inf")

    @property
    def is_met(self) -> bool:
        """Whether all are decided, and as good as all within a second."""
        return self.decided == self.offered and self.milliseconds(QUICK) < WITHIN


@dataclass(frozen=True)
class Trial:
    """A design at every load, or up to the first at which it fails; `worst` is that one, or the slowest."""

    design: Design
    warm: bool
    worst: Outcome


def outcome(given: Given, design: Design, load: float) -> Outcome:
    """Simulate a design at one load."""
    simulation = Spilling(given.system, given.conditions, design, chances(given.seed, load))
    simulation.run(load, given.seconds)
    tally, drained = simulation.tally, simulation.drained
    # A review for want of an analysis is no decision of the system's.
    decided = len(drained.decisions) - tally.reviewed
    return Outcome(load, tally.offered, decided, drained.accepted, drained.longest, sorted(drained.decisions))


def trials(given: Given) -> Iterator[Trial]:
    """Try one design after the other."""
    return (tried(given, design, warm=warm) for design, warm in TRIED)


def tried(given: Given, design: Design, *, warm: bool) -> Trial:
    """Try a design, at the hardest loads first."""
    given = replace(assuming(given, "table", WARM) if warm else given, seconds=SECONDS)
    worst: Outcome | None = None
    for load in (*HARDEST, *(load for load in LOADS if load not in HARDEST)):
        found = outcome(given, design, load)
        if not found.is_met:
            return Trial(design, warm, found)
        if worst is None or found.milliseconds(QUICK) > worst.milliseconds(QUICK):
            worst = found
    assert worst is not None  # noqa: S101 - there are loads
    return Trial(design, warm, worst)

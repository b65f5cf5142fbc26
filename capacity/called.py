"""Which simulations are made of payments that come in calls: each load on both tables, and beside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from capacity.beside import beside
from capacity.costs import dollars_per_million
from capacity.runs import CHANCES, SHORT, WARM, Given, Row, assuming, chances, served, warmed
from capacity.simulation import Simulation
from capacity.varied import Varied, varied

LOADS = (100.0, 250.0, 500.0, 750.0, 1000.0)
# Of which a new table takes none.
HIGHER = (1250.0, 1500.0, 1750.0, 2000.0)
# Payments a second that come alone, beside as many in calls.
MIXED = 500.0


@dataclass(frozen=True)
class Called:
    """All that the page shows of them, and on either table the rows of all runs.

    `mixed` are those that come alone, and those beside them that come in calls.
    """

    new: Sequence[Row]
    warm: Sequence[Row]
    every_new: Sequence[Row]
    every_warm: Sequence[Row]
    served: float
    served_warm: float
    mixed: tuple[Row, Row]
    varied: Sequence[Varied]


def row(given: Given, load: float, *, chance: int = 0) -> Row:
    """Simulate one load, in payments a second; `chance` is added to the seed."""
    simulation = Simulation(given.system, given.conditions, chances(given.seed + chance, load))
    simulation.run(0, given.seconds, called=load)
    calls = load / given.system.batches.most
    return Row(load, simulation.tally, dollars_per_million(simulation.tally, given.prices, load=calls))


def rows(given: Given, loads: Sequence[float], *, chance: int = 0) -> Iterator[Row]:
    """Simulate these loads, as many at a time as there are cores."""
    return beside(partial(row, given, chance=chance), loads)


def mixed(given: Given, load: float = MIXED) -> tuple[Row, Row]:
    """So many payments that come alone, and as many beside them in calls; what they cost together is not told."""
    simulation = Simulation(given.system, given.conditions, chances(given.seed, load), apart=True)
    simulation.run(load, given.seconds, called=load)
    shared = {name: getattr(simulation.tally, name) for name in ("longest", "letters", "refused", "left", "used")}
    return Row(load, simulation.tally, None), Row(load, replace(simulation.called, **shared), None)


def simulated(given: Given) -> Called:
    """All of it."""
    new, warm = _tables(given, 0)
    again = [_tables(replace(given, seconds=SHORT), chance) for chance in CHANCES]
    all_new, all_warm = zip((new, warm), *again, strict=True)
    highest, highest_warm = served(*all_new), served(*all_warm)
    on_warm = assuming(given, "table", WARM)
    ends = list(varied(on_warm, highest_warm, row))
    every_new, every_warm = ([*chain(*tables)] for tables in (all_new, all_warm))
    return Called(new, warm, every_new, every_warm, highest, highest_warm, mixed(on_warm), ends)


def _tables(given: Given, chance: int) -> tuple[Sequence[Row], Sequence[Row]]:
    """On a new table, and on a warm one."""
    new = list(rows(given, LOADS, chance=chance))
    higher = rows(assuming(given, "table", WARM), HIGHER, chance=chance)
    return new, [*warmed(given, new, chance=chance, simulate=row), *higher]

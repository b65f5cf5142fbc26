"""Which simulations are made: each load on a new and on a warm table, and each assumption's ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from random import Random
from typing import Protocol

from capacity.assumptions import Conditions
from capacity.beside import beside
from capacity.costs import dollars_per_million
from capacity.prices import Prices
from capacity.simulation import Simulation
from capacity.system import System
from capacity.tally import Tally, milliseconds

SECONDS, SEED = 60, 1
STEP = 25
AIMED = range(50, 1001, STEP)
LOADS = (*AIMED, 1500, 2000)
# A load is served if so many payments are decided by the analyzer, and so many of both the answers and the decisions
# come within a second.
DECIDED, QUICK, WITHIN = 0.999, 0.99, 1000
# Two further runs with other chances, and those of the assumptions, are of so many seconds.
CHANCES, SHORT = (1, 2), 20
WARM = 20_000.0  # write units a second that an operator orders of a table: twice what 2,000 payments a second write


@dataclass(frozen=True)
class Given:
    """What simulations are made of."""

    system: System
    conditions: Conditions
    prices: Prices
    seconds: float = SECONDS
    seed: int = SEED


@dataclass(frozen=True)
class Row:
    """What became of one load, in payments a second."""

    load: float
    tally: Tally
    dollars: float | None

    @property
    def is_served(self) -> bool:
        """Whether as good as all are decided, and as good as all answers and decisions are quick."""
        slowest = [milliseconds(times, QUICK) for times in (self.tally.times, self.tally.decisions)]
        are_quick = all(each is not None and each <= WITHIN for each in slowest)
        return are_quick and self.tally.share(self.tally.decided) >= DECIDED


class Simulate(Protocol):
    """Simulates one load, in payments a second; `chance` is added to the seed."""

    def __call__(self, given: Given, load: float, *, chance: int = 0) -> Row: ...


def row(given: Given, load: float, *, chance: int = 0) -> Row:
    """Simulate one load; `chance` is added to the seed."""
    simulation = Simulation(given.system, given.conditions, chances(given.seed + chance, load))
    simulation.run(load, given.seconds)
    return Row(load, simulation.tally, dollars_per_million(simulation.tally, given.prices, load=load))


def chances(seed: int, load: float) -> Random:
    """The chances of one simulation."""
    return Random(f"{seed} {load:g}")  # noqa: S311 - nothing is secret here


def rows(given: Given, loads: Sequence[float], *, chance: int = 0) -> Iterator[Row]:
    """Simulate these loads, as many at a time as there are cores."""
    return beside(partial(row, given, chance=chance), loads)


def warmed(given: Given, cold: Iterable[Row], *, chance: int = 0, simulate: Simulate = row) -> Iterator[Row]:
    """The same loads on a warm table: where the other one refused nothing, nothing else comes of them."""
    simulated = partial(simulate, assuming(given, "table", WARM), chance=chance)
    known = list(cold)
    others = beside(simulated, [each.load for each in known if each.tally.refused])
    return (next(others) if each.tally.refused else each for each in known)


def served(shown: Iterable[Row], *others: Iterable[Row]) -> float:
    """The highest load that is served, and each below too, in all of these tables; 0 if none is."""
    tables = [{row.load: row.is_served for row in table} for table in (shown, *others)]
    loads = takewhile(lambda load: all(table.get(load) for table in tables), tables[0])
    return max(loads, default=0)


def assuming(given: Given, name: str, value: float) -> Given:
    """The same with another value of one assumption."""
    assumed = replace(given.conditions.assumed, **{name: value})
    return replace(given, conditions=replace(given.conditions, assumed=assumed))

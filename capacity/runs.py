"""Which simulations are made: the table of loads, the highest load that is served, and each assumption's ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from capacity.assumptions import ASSUMED, Conditions
from capacity.costs import dollars_per_million
from capacity.prices import Prices
from capacity.simulation import Simulation
from capacity.system import System
from capacity.tally import Tally

SECONDS, SEED = 60, 1
LOADS = (*range(50, 1001, 25), 1500, 2000)
# A load is served if so many payments are decided by the analyzer, and so many of the answers come within a second.
DECIDED, QUICK, WITHIN = 0.999, 0.99, 1000
STEP = 5
CHANCES = 3


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
        """Whether as good as all are decided, and quickly."""
        slowest = self.tally.milliseconds(QUICK)
        return self.tally.share(self.tally.decided) >= DECIDED and slowest is not None and slowest <= WITHIN


@dataclass(frozen=True)
class Varied:
    """What an assumption does at one load where it is at an end of its range."""

    name: str
    low: Row
    high: Row


def rows(given: Given, loads: Iterable[float]) -> Iterator[Row]:
    """Simulate these loads, one after the other."""
    return (row(given, load) for load in loads)


def row(given: Given, load: float, *, chance: int = 0) -> Row:
    """Simulate one load; `chance` is added to the seed."""
    simulation = Simulation(given.system, given.conditions, chances(given.seed + chance, load))
    simulation.run(load, given.seconds)
    tally = simulation.tally
    return Row(load, tally, dollars_per_million(tally, given.prices, load=load))


def chances(seed: int, load: float) -> Random:
    """The chances of one simulation."""
    return Random(f"{seed} {load:g}")  # noqa: S311 - nothing is secret here


def served(given: Given) -> int:
    """The highest load, in steps of five a second, that is served whatever chance does, and so is each below."""
    highest = 0
    while all(row(given, highest + STEP, chance=chance).is_served for chance in range(CHANCES)):
        highest += STEP
    return highest


def varied(given: Given, load: float) -> Iterator[Varied]:
    """One assumption after the other, at both ends of its range."""
    for name, assumed in ASSUMED.items():
        low, high = (row(assuming(given, name, value), load) for value in (assumed.low, assumed.high))
        yield Varied(name, low, high)


def assuming(given: Given, name: str, value: float) -> Given:
    """The same with another value of one assumption."""
    assumed = replace(given.conditions.assumed, **{name: value})
    return replace(given, conditions=replace(given.conditions, assumed=assumed))

"""What the drain reads of many payments at once: their histories, by as many keys a call as DynamoDB takes."""

from __future__ import annotations

from math import ceil

from capacity import good_way
from capacity.services import Services
from capacity.system import System

MOST_KEYS = 100  # of one BatchGetItem


class Histories:
    """The tables in which they lie."""

    def __init__(self, system: System, services: Services) -> None:
        self._units, self._services = good_way.reads(system), services

    def read(self, payments: int, spent: float, now: float) -> tuple[float, bool]:
        """How long a call has taken when they are read, which had taken so long before, and whether it could read."""
        wanted = tuple((table, units * payments) for table, units in self._units.items())
        calls = max(1, ceil(sum(self._units.values()) * payments / MOST_KEYS))
        spent += sum(self._services.durations.hop("item") for _ in range(calls))
        return spent, self._services.reads(now + spent, wanted)

"""Customers who report a fraud after a day, after a week, or never."""

from collections.abc import Mapping
from heapq import heappop, heappush
from random import Random
from typing import NamedTuple

from .payment import MILLISECONDS_PER_DAY


class Reporting(NamedTuple):
    """Of all customers these shares report, each after so many days; the others never do."""

    name: str
    shares: Mapping[int, float]

    def days(self, customer: int) -> int | None:
        """Return after how many days a customer reports, always the same; None is never."""
        drawn = Random(customer).random()  # noqa: S311 - a simulation must be repeatable, and guards nothing
        for days, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                return days
        return None


CASES = (
    Reporting("after a day", {1: 1.0}),
    Reporting("after a week", {7: 1.0}),
    Reporting("after 30 days", {30: 1.0}),
    Reporting("never", {}),
    Reporting("half after a day, a quarter after a week, a quarter never", {1: 0.5, 7: 0.25}),
)


class Report(NamedTuple):
    """A report that comes at `due`, of a payment at `at` (both in milliseconds)."""

    due: int
    at: int
    terminal_id: str
    card_token: str
    ordinary: bool


class Waiting:
    """Reports that have not come yet."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def add(self, at: int, days: int, terminal_id: str, card_token: str, *, ordinary: bool) -> None:
        """Expect a report so many days after its payment."""
        heappush(self.reports, Report(at + days * MILLISECONDS_PER_DAY, at, terminal_id, card_token, ordinary))

    def come(self, at: int) -> list[Report]:
        """Return the reports that have come by a time in milliseconds, the earliest first, each once."""
        come = []
        while self.reports and self.reports[0].due <= at:
            come.append(heappop(self.reports))
        return come

"""How many new cards were tried with small amounts at a merchant: sums that only grow, and fade as they are read."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from math import exp, isfinite

# Within twenty minutes a payment fades to 1/e.
FADING = 1_200_000
# A payment at the day's beginning weighs 100, a later one more, up to e^72 times as much, and always a whole number.
# DynamoDB refuses a sum of more than 38 digits: thousands of payments at the day's end still have fewer.
FIRST = 100
LARGEST_EXPONENT = 73.0
# So many are an attack to any rule. No more are added: DynamoDB keeps to its digits however fast an attack is, its
# writes do not wait for each other, and the merchant's new customers are served again an hour after its end.
ENOUGH = 1000
_WEIGHT = re.compile(r"[0-9]{1,130}(\.[0-9]{1,130})?([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Merchant:
    """The day's payments that may be probes, over all shards, as they weigh from the beginning of the day (ms) on."""

    day: int
    weight: float = 0.0

    def count(self, at: int) -> float:
        """Return how many such payments came in the last minutes, those that are longer ago counting less."""
        return self.weight / self.one(at)

    def says_enough(self, at: int) -> bool:
        """Return whether one more payment would tell no rule anything."""
        return self.count(at) >= ENOUGH

    def one(self, at: int) -> int:
        """Return what one payment at `at` weighs."""
        return round(FIRST * exp(max(0.0, min((at - self.day) / FADING, LARGEST_EXPONENT))))


@cache
def beginning(day: str) -> int:
    """Return the epoch millisecond at which a day (`2026-11-26`) begins in UTC; ValueError for any other text."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) * 1000


def read_weight(text: str) -> float:
    """Read a weight as DynamoDB writes numbers; ValueError for anything else."""
    if not _WEIGHT.fullmatch(text) or not isfinite(float(text)):
        raise ValueError("history: a merchant's weight is no number")
    return float(text)

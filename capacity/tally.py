"""What became of the payments of one simulation, and what they used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import ceil

OVERLOAD = "analysis_unavailable"


@dataclass
class Tally:
    """Counts of payments by what became of them, times to the workflow's answer in seconds, and use by what is paid."""

    offered: int = 0
    decided: int = 0
    reviewed: int = 0
    failed: int = 0
    throttled: int = 0
    blocked: int = 0
    letters: int = 0
    times: list[float] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    gigabyte_seconds: float = 0.0

    @property
    def answered(self) -> int:
        """Payments whose caller got a 200."""
        return self.decided + self.reviewed

    def milliseconds(self, share: float) -> float | None:
        """The time within which this share of the workflow's answers came; None where there was none."""
        ordered = sorted(self.times)
        return ordered[max(0, ceil(share * len(ordered)) - 1)] * 1000 if ordered else None

    def share(self, count: int) -> float:
        """A count as a share of what was offered."""
        return count / self.offered if self.offered else 0.0

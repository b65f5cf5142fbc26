"""What became of the payments of one simulation, and what they used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import ceil

from capacity.places import End

DECIDED, REVIEWED, ACCEPTED, FAILED = "decided", "reviewed", "accepted", "failed"


def outcome(end: End) -> str:
    """What an execution comes to; a decision with a reason is a review, for want of an analysis or of a history."""
    status = "" if end.error else end.output.get("status")
    if status == "decided":
        return REVIEWED if end.output["reasons"] else DECIDED
    return ACCEPTED if status == "accepted" else FAILED


@dataclass
class Tally:
    """Payments by what they were answered and by what became of the accepted ones, times in seconds, and use.

    `refused` are calls that a table did not take. `times` are those to the answer, `decisions` those from the arrival
    to the decision, at once or later.
    """

    offered: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    later: Counter[str] = field(default_factory=Counter)
    throttled: int = 0
    blocked: int = 0
    left: int = 0
    refused: int = 0
    letters: int = 0
    longest: int = 0
    times: list[float] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    gigabyte_seconds: float = 0.0

    def answered_with(self, end: End, *, taken: float, executed: float) -> str:
        """Count an answer, and say what it is."""
        became = self.ended(end, taken=taken, executed=executed)
        self.answers[became] += 1
        self.times.append(taken)
        return became

    def drained_with(self, end: End, *, taken: float, executed: float) -> bool:
        """Count what became of an accepted one, and say whether it waits no more: it is decided, or to be reviewed."""
        became = self.ended(end, taken=taken, executed=executed)
        if became not in (DECIDED, REVIEWED):
            return False
        self.later[became] += 1
        return True

    def ended(self, end: End, *, taken: float, executed: float) -> str:
        """Count the execution of a payment, and say what it comes to."""
        became = outcome(end)
        self.executed(executed)
        if became == DECIDED:
            self.decisions.append(taken)
        return became

    def executed(self, seconds: float) -> None:
        """Count an execution."""
        self.used["executions"] += 1
        self.seconds += seconds

    @property
    def answered(self) -> int:
        """Payments whose caller got a 200 or a 202."""
        return self.answers.total() - self.answers[FAILED]

    @property
    def decided(self) -> int:
        """Payments that were decided by the analyzer, at once or later."""
        return self.answers[DECIDED] + self.later[DECIDED]

    def share(self, count: int) -> float:
        """A count as a share of what was offered."""
        return count / self.offered if self.offered else 0.0


def milliseconds(times: list[float], share: float) -> float | None:
    """The time within which this share of them came; None where there was none."""
    ordered = sorted(times)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] * 1000 if ordered else None

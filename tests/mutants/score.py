"""What became of a subject's mutants, counted, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from tests.mutants.mutant import Key, Mutant
from tests.mutants.subjects import Subject


@dataclass(frozen=True)
class Score:
    """One subject: how many mutants, and those that nothing noticed, with a reason and without."""

    subject: str
    least: float
    mutants: int
    reasoned: Sequence[Mutant]
    unreasoned: Sequence[Mutant]
    seconds: float

    @property
    def killed(self) -> int:
        return self.mutants - len(self.reasoned) - len(self.unreasoned)

    @property
    def percent(self) -> float:
        """Of the mutants for which no reason to survive was accepted."""
        asked = self.mutants - len(self.reasoned)
        return 100.0 * self.killed / asked if asked else 100.0

    @property
    def good(self) -> bool:
        return self.percent >= self.least and not self.unreasoned


def scored(subject: Subject, came: Sequence[tuple[Mutant, str]], reasons: Mapping[Key, str], seconds: float) -> Score:
    survivors = [mutant for mutant, killed_by in came if not killed_by]
    reasoned = [mutant for mutant in survivors if mutant.key in reasons]
    unreasoned = [mutant for mutant in survivors if mutant.key not in reasons]
    return Score(subject.name, subject.least, len(came), reasoned, unreasoned, seconds)


def table(scores: Sequence[Score]) -> Table:
    whole = Table("subject")
    for heading in ("mutants", "killed", "with a reason", "without", "score"):
        whole.add_column(heading, justify="right")
    for each in scores:
        counts = (each.mutants, each.killed, len(each.reasoned), len(each.unreasoned))
        whole.add_row(each.subject, *map(str, counts), f"{each.percent:.1f} %")
    return whole


def as_json(scores: Sequence[Score], date: str, commit: str) -> dict[str, Any]:
    subjects = {
        each.subject: {
            "mutants": each.mutants,
            "killed": each.killed,
            "survived_with_a_reason": len(each.reasoned),
            "survived_without": [mutant.key._asdict() for mutant in each.unreasoned],
            "score": round(each.percent, 1),
            "seconds": round(each.seconds),
        }
        for each in scores
    }
    return {"date": date, "commit": commit, "subjects": subjects}

"""A row of the score."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass
class Row:
    """Mutants of one sort: those that closed the gate, those that only the general rules noticed, and the others."""

    closed: int = 0
    generally: int = 0
    harmless: int = 0
    equivalent: int = 0
    survived: int = 0

    @property
    def must_close(self) -> int:
        return self.closed + self.survived

    @property
    def mutants(self) -> int:
        return self.must_close + self.harmless + self.equivalent

    @property
    def score(self) -> float:
        """The share of what must close that does."""
        return self.closed / self.must_close if self.must_close else 1.0

    def add(self, other: Row) -> None:
        """Counts another row's mutants as well."""
        for name in (each.name for each in fields(self)):
            setattr(self, name, getattr(self, name) + getattr(other, name))

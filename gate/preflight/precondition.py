"""What must hold before a first apply: each is ok, missing or not known, with the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """Whether it holds; nobody may take what is not known for ok."""

    OK = "ok"
    MISSING = "missing"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Precondition:
    """One of them, and how it was found; `remedy` is empty where it holds. No value of a variable stands in it."""

    name: str
    state: State
    details: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.state.value:<9}  {self.name}: {self.details}{remedy}"


def ok(name: str, details: str) -> Precondition:
    """It holds."""
    return Precondition(name, State.OK, details)


def missing(name: str, details: str, remedy: str) -> Precondition:
    """It does not hold."""
    return Precondition(name, State.MISSING, details, remedy)


def unknown(name: str, details: str, remedy: str) -> Precondition:
    """Nobody could say."""
    return Precondition(name, State.UNKNOWN, details, remedy)


def exit_code(preconditions: Iterable[Precondition]) -> int:
    """0 if all hold, 1 if one is missing, 2 if one is not known and none is missing."""
    states = {precondition.state for precondition in preconditions}
    return 1 if State.MISSING in states else 2 if states != {State.OK} else 0

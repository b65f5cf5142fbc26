"""A control of an outside standard, and how far a policy goes towards it.

A policy points to a control with a strength. `SATISFIES`: where the policy passes, this system does what the control
asks. `SUPPORTS`: it does a part of it. `CONTRADICTS`: what was asked of the system falls short of the control, and the
report says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Strength(Enum):
    """How far a passing policy goes towards a control."""

    SATISFIES = "satisfies"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True)
class Control:
    """One requirement of an outside standard."""

    standard: str
    number: str
    title: str
    source: str

    @property
    def satisfies(self) -> ControlMapping:
        return ControlMapping(self, Strength.SATISFIES)

    @property
    def supports(self) -> ControlMapping:
        return ControlMapping(self, Strength.SUPPORTS)

    def contradicted(self, *, reason: str, owner: str, since: str, until: str) -> ControlMapping:
        """A declared gap: why it is there, who answers for it, since which day, and by which it is decided again."""
        begins, ends = date.fromisoformat(since), date.fromisoformat(until)
        if ends < begins:
            raise ValueError(f"the gap in {self.standard} {self.number} ends before it begins")
        return ControlMapping(self, Strength.CONTRADICTS, reason, owner, begins, ends)


@dataclass(frozen=True)
class ControlMapping:
    """A control, and how far a policy goes towards it; a gap has a reason, an owner, and the days that it is for."""

    control: Control
    strength: Strength
    reason: str = ""
    owner: str = ""
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        control = self.control
        return f"{self.strength.value} {control.standard} {control.number}: {control.title}"


def in_order(control: Control) -> tuple[str, list[tuple[int, str]]]:
    """What to sort by: `10.3.2` after `3.5.1`, `AC-3` before `AC-6`, `SC-28(1)` after `SC-7`."""
    parts = re.split(r"(\d+)", control.number)
    return control.standard, [(int(part), "") if part.isdigit() else (-1, part) for part in parts]

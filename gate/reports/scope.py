"""Of which requirements the files can speak, of which not, and what to ask elsewhere, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gate.asked.scope import Part, Scope
from gate.reports.evidence import Evidence
from policies.core.control import Control


class Spoken(NamedTuple):
    """A part of a standard, and its controls that policies serve."""

    part: Part
    controls: Sequence[Control]


class Standard(NamedTuple):
    """A standard, which text of it is meant, who maps policies to it, and its parts."""

    name: str
    edition: str
    sources: Sequence[str]
    parts: Sequence[Spoken]


def scope(evidence: Evidence) -> tuple[Sequence[Standard], Scope]:
    """Standard by standard, as policies/scope.toml has them, and the file itself."""
    said = evidence.asked.scope
    return [_standard(name, edition, said, tuple(evidence.services)) for name, edition in said.editions.items()], said


def _standard(name: str, edition: str, said: Scope, served: Sequence[Control]) -> Standard:
    controls = [control for control in served if control.standard == name]
    parts = [part for part in said.parts if part.standard == name]
    spoken = [Spoken(part, [control for control in controls if part.holds(control)]) for part in parts]
    return Standard(name, edition, sorted({control.source for control in controls}), spoken)

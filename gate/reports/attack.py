"""How much the rules notice, and what matters and who judges it, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gate.asked.attack import Attack
from gate.engines.attributes import Cell, by_type
from gate.reports.evidence import Evidence


class Attacked(NamedTuple):
    """The last attack, if one is on record; whether it was on the files that are judged here; and each cell by type.

    `noticing` are the policies that noticed a change of an argument, by `type.argument`.
    """

    run: Attack | None
    is_of_these: bool
    score: str
    cells: Mapping[str, Sequence[Cell]]
    noticing: Mapping[str, Sequence[str]]


def attacked(evidence: Evidence) -> Attacked:
    run = evidence.attack
    types = {resource.type for assessment in evidence.assessments for resource in assessment.resources}
    cells = [cell for cell in evidence.cells if cell.type in types]
    noticing = {f"{cell.type}.{cell.attribute}": cell.policies for cell in cells}
    if run:
        noticing |= {name: policies for name, policies in run.attributes.items() if noticing.get(name)}
    return Attacked(run, _is_of_these(evidence), _score(run), by_type(cells), noticing)


def _is_of_these(evidence: Evidence) -> bool:
    known = {*evidence.attack.judged.values()} if evidence.attack else set()
    return bool(evidence.assessments) and all(assessment.digest in known for assessment in evidence.assessments)


def _score(run: Attack | None) -> str:
    """The share of what must close that does; 100 % only of all."""
    if run is None:
        return ""
    if not run.total.survived:
        return "100 %"
    return f"{min(run.total.closed / run.total.must_close, 0.9999):.2%}".replace("%", " %")

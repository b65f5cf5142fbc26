"""What the gate let through: a stack's folder, with what the gate said of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from gate.model import Assessment, Verdict
from gate.moment import now
from gate.run import assess_files
from gate.synthesis import ROOT

Judged = tuple[Path, Assessment]


class NotOpen(RuntimeError):
    """The gate is not open for what was to be deployed."""


def judged_now() -> Mapping[str, Judged]:
    """Each stack of a fresh synthesis, by its name."""
    assessments = assess_files((), ROOT / "reports", now())
    folders = [(ROOT / assessment.file).parent for assessment in assessments]
    return {folder.name: (folder, assessment) for folder, assessment in zip(folders, assessments, strict=True)}


def refuse_closed(judged: Iterable[Judged]) -> None:
    """Raises NotOpen where the gate is not open for a file."""
    for _, assessment in judged:
        if assessment.verdict is not Verdict.OPEN:
            raise NotOpen(f"the gate is not open for {assessment.file}; run `gate`, and fix what it names")

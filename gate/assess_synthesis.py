"""Assessing a fresh synthesis: what is judged is what was read once, and exactly that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from gate import output as kept
from gate.assess import assess_stack
from gate.criteria import Criteria, read_criteria
from gate.deployed import CannotRead, Deployed, sources
from gate.model import Assessment, Finding, Outcome, broken
from gate.own_rules import FOLDER_CHANGED, OWN_RULES, SYNTHESIS
from gate.progress import step
from gate.synthesis import ROOT, SynthesisFailed, synthesis
from policies.core.deployed_folder import STACKS, SYNTHESIZED

Assessments = tuple[Assessment, ...]


def assess_synthesis(output: Path, today: date) -> tuple[Assessments, Criteria]:
    """Assesses each stack of a fresh synthesis, which is kept in `output`; where there is none, one says why."""
    try:
        return _assessed(output, today)
    except (SynthesisFailed, CannotRead) as error:
        reason = str(error)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}; {output.name} must be writable"
    return (Assessment(SYNTHESIZED, "", (broken(SYNTHESIS, SYNTHESIZED, reason, ""),)),), read_criteria()


def _assessed(output: Path, today: date) -> tuple[Assessments, Criteria]:
    # Before any code of the stack runs, which could write to them.
    held = sources(ROOT)
    with ExitStack() as running:
        with step("synthesizing"):
            folder = running.enter_context(synthesis())
        deployed = Deployed.read(folder, held)
        if not deployed.stacks:
            raise SynthesisFailed("stacks: the application synthesized no stack; look at stacks/__main__.py")
        kept.replace(output, deployed)
        criteria = read_criteria()
        with step("judging"):
            assessments = [
                assess_stack(deployed, stack, output / STACKS / stack / SYNTHESIZED, criteria, today)
                for stack in deployed.stacks
            ]
        changes = [*_changes(deployed, folder), *_changes(deployed.kept(), output)]
    return tuple(_with(assessment, changes) for assessment in assessments), criteria


def _changes(before: Deployed, folder: Path) -> Iterator[Finding]:
    """A failure for each path that is not what it was when it was read."""
    try:
        for path in before.changes(Deployed.read(folder, before.sources).entries):
            yield _finding(path, f"was written, changed or removed in {folder.name} while it was judged")
    except CannotRead as error:
        yield _finding(folder.name, str(error))


def _with(assessment: Assessment, changes: Sequence[Finding]) -> Assessment:
    unchanged = Finding("gate", FOLDER_CHANGED, assessment.file, Outcome.PASS)
    return replace(assessment, findings=(*assessment.findings, *(changes or (unchanged,))))


def _finding(place: str, details: str) -> Finding:
    return Finding("gate", FOLDER_CHANGED, place, Outcome.FAIL, details, OWN_RULES[FOLDER_CHANGED].remediation)

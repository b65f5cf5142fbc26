"""Assessing a fresh synthesis: what is judged is what was read once, and exactly that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from gate import output as kept
from gate.assess import assess_stack
from gate.criteria import Criteria, read_criteria
from gate.deployed import CannotRead, Deployed, sources
from gate.engines.checkov.declines import in_use
from gate.engines.checkov.second_opinion import prepare_opinions
from gate.model import Assessment, Finding, Outcome, broken
from gate.own_rules import FOLDER_CHANGED, OWN_RULES, SYNTHESIS
from gate.progress import step
from gate.provenance.inputs import everything
from gate.synthesis import ROOT, SynthesisFailed, synthesis
from policies.core.deployed_folder import STACKS, SYNTHESIZED
from policies.core.function_sources import NoSource, Sources

Assessments = tuple[Assessment, ...]
Held = Sources | NoSource
# What there is, each by its path: a digest, or nothing but that it is there.
Looked = Mapping[str, str]


def assess_synthesis(output: Path, today: date) -> tuple[Assessments, Criteria]:
    """Assesses each stack of a fresh synthesis, which is kept in `output`; where there is none, one says why."""
    # Before any code of the stack runs, which could write to them, and put back what was there.
    held, before, criteria = sources(ROOT), everything(ROOT), read_criteria()
    try:
        return _assessed(output, held, before, criteria, today), replace(criteria, files=before)
    except (SynthesisFailed, CannotRead, kept.Foreign) as error:
        reason = str(error)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}; {output.name} must be writable"
    return (Assessment(SYNTHESIZED, "", (broken(SYNTHESIS, SYNTHESIZED, reason, ""),)),), criteria


def _assessed(output: Path, held: Held, before: Looked, criteria: Criteria, today: date) -> Assessments:
    kept.refuse_foreign(output)
    with ExitStack() as running:
        # The synthesis runs in a process of its own, and takes longer.
        running.enter_context(ThreadPoolExecutor(1)).submit(prepare_opinions, criteria.policies)
        with step("synthesizing"):
            folder = running.enter_context(synthesis())
        deployed = Deployed.read(folder, held)
        if not deployed.stacks:
            raise SynthesisFailed("stacks: the application synthesized no stack; look at stacks/__main__.py")
        kept.replace(output, deployed)
        with step("judging"):
            assessments = [
                assess_stack(deployed, stack, output / STACKS / stack / SYNTHESIZED, criteria, today)
                for stack in deployed.stacks
            ]
        changes = [*_changes(deployed, folder), *_changes(deployed.kept(), output), *_rewritten(before)]
    return tuple(_with(assessment, changes) for assessment in in_use(assessments))


def _changes(before: Deployed, folder: Path) -> Iterator[Finding]:
    """A failure for each path that is not what it was when it was read."""
    try:
        for path in before.changes(Deployed.read(folder, before.sources).entries):
            yield _finding(path, f"was written, changed or removed in {folder.name} while it was judged")
    except CannotRead as error:
        yield _finding(folder.name, str(error))


def _rewritten(before: Looked) -> Iterator[Finding]:
    """A failure for each file that judges or is judged, and is not what it was before the stack's code ran."""
    now = everything(ROOT)
    for path in sorted({*before, *now}):
        if before.get(path) != now.get(path):
            yield _finding(path, "is not what it was before the code of the stack ran")


def _with(assessment: Assessment, changes: Sequence[Finding]) -> Assessment:
    unchanged = Finding("gate", FOLDER_CHANGED, assessment.file, Outcome.PASS)
    return replace(assessment, findings=(*assessment.findings, *(changes or (unchanged,))))


def _finding(place: str, details: str) -> Finding:
    return Finding("gate", FOLDER_CHANGED, place, Outcome.FAIL, details, OWN_RULES[FOLDER_CHANGED].remediation)

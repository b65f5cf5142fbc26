"""One run of the gate: what is assessed, by which criteria, and the reports of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from gate import cache
from gate.assess import SYNTHESIZED, assess
from gate.collect import collect
from gate.criteria import Criteria, read_criteria
from gate.engines.checkov.scan import prepare
from gate.engines.checkov.settings import remove_unheard
from gate.model import Assessment, Verdict, broken, worst
from gate.own_rules import SYNTHESIS
from gate.progress import step
from gate.reports.evidence import Evidence
from gate.reports.write import begin, summarize, write
from gate.synthesis import OUTPUT, ROOT, SynthesisFailed, synthesize
from gate.words import ago

# The variable in which GitHub names the file of a job's summary.
SUMMARY = "GITHUB_STEP_SUMMARY"
Assessments = tuple[Assessment, ...]


def today() -> str:
    """The day in UTC, `2026-11-25`."""
    return datetime.now(UTC).date().isoformat()


def assess_stack(reports: Path, day: str, *, fresh: bool = False) -> Assessments:
    """As `assess_files` of a fresh synthesis; where nothing has changed since, the remembered assessments.

    `fresh` judges again in any case, and remembers that.
    """
    if not cache.allowed():
        return assess_files((), reports, day)
    before = cache.key(date=day)
    remembered = None if fresh else cache.recall(before, reports)
    if remembered:
        print(f"from the cache, {ago(remembered.written)}; `gate --fresh` judges again", file=sys.stderr)
        return remembered.assessments
    assessments = assess_files((), reports, day)
    if cache.key(date=day) == before:
        with suppress(OSError):  # where the project cannot be written to, the next run judges again
            cache.remember(before, assessments, reports)
    return assessments


def synthesize_if_open(output: Path, reports: Path, day: str) -> Assessments:
    """Assesses each stack of a fresh synthesis in `output`, of which nothing stays unless the gate is open."""
    assessments: Assessments = ()
    try:
        assessments = assess_files((), reports, day, output)
        return assessments
    finally:
        if worst(assessment.verdict for assessment in assessments) is not Verdict.OPEN:
            shutil.rmtree(output, ignore_errors=True)


def assess_files(files: Sequence[Path], reports: Path, day: str, output: Path = OUTPUT) -> Assessments:
    """Assesses each file or, with none given, each stack of a fresh synthesis, and writes the reports into a folder.

    `day` is the day, in UTC, that the verdict holds for. Criteria that are broken, and a synthesis that fails, mean
    that the run could not judge.
    """
    begin(reports, day)
    assessments, criteria = _assessed(files, output, date.fromisoformat(day))
    evidence = collect(day, assessments, criteria, given=bool(files))
    write(reports, evidence)
    if os.environ.get(SUMMARY):
        _summarize(Path(os.environ[SUMMARY]), evidence)
    return assessments


def _assessed(files: Sequence[Path], output: Path, today: date) -> tuple[Assessments, Criteria]:
    # Before there are threads, as each reads the environment.
    remove_unheard(os.environ)
    # Checkov's import takes longer than the synthesis, which runs in a process of its own.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(prepare)
        try:
            paths = files or _synthesized(output)
        except SynthesisFailed as error:
            finding = broken(SYNTHESIS, SYNTHESIZED, str(error), "")
            return (Assessment(SYNTHESIZED, "", (finding,)),), read_criteria()
        criteria = read_criteria()
        with step("judging"):
            return tuple(assess(path, criteria, name=_name(path, files), today=today) for path in paths), criteria


def _synthesized(output: Path) -> Sequence[Path]:
    with step("synthesizing"):
        return synthesize(output)


def _name(path: Path, given: Sequence[Path]) -> str:
    """What the reports call a file: as it was given, else by its place in the project."""
    return path.relative_to(ROOT).as_posix() if path not in given and path.is_relative_to(ROOT) else str(path)


def _summarize(file: Path, evidence: Evidence) -> None:
    try:
        summarize(file, evidence)
    except OSError as error:
        print(f"{SUMMARY}: the summary cannot be written: {error.strerror}; the verdict stands", file=sys.stderr)

"""One run of the gate: what is assessed, by which criteria, and the reports of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from gate import cache
from gate.assess import assess
from gate.assess_synthesis import Assessments, assess_synthesis
from gate.collect import collect
from gate.criteria import Criteria, read_criteria
from gate.engines.checkov.scan import prepare
from gate.model import Verdict, worst
from gate.output import refuse_foreign, remove
from gate.progress import step
from gate.reports.evidence import Evidence
from gate.reports.write import begin, summarize, write
from gate.synthesis import OUTPUT
from gate.words import ago

# The variable in which GitHub names the file of a job's summary.
SUMMARY = "GITHUB_STEP_SUMMARY"


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
    """Assesses each stack of a fresh synthesis in `output`, of which nothing stays unless the gate is open.

    Raises Foreign, before anything else happens, where the folder holds what no synthesis wrote.
    """
    refuse_foreign(output)
    assessments: Assessments = ()
    try:
        assessments = assess_files((), reports, day, output)
        return assessments
    finally:
        if worst(assessment.verdict for assessment in assessments) is not Verdict.OPEN:
            remove(output)


def assess_files(files: Sequence[Path], reports: Path, day: str, output: Path = OUTPUT) -> Assessments:
    """Assesses each file alone or, with none given, each stack of a fresh synthesis, and writes the reports.

    `day` is the day, in UTC, that the verdict holds for. Criteria that are broken, and a synthesis that fails, mean
    that the run could not judge.
    """
    begin(reports, day)
    assessments, criteria = _assessed(files, output, date.fromisoformat(day))
    evidence = collect(day, assessments, criteria)
    write(reports, evidence)
    if os.environ.get(SUMMARY):
        _summarize(Path(os.environ[SUMMARY]), evidence)
    return assessments


def _assessed(files: Sequence[Path], output: Path, today: date) -> tuple[Assessments, Criteria]:
    # Checkov's import takes longer than the synthesis, which runs in a process of its own.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(prepare)
        if not files:
            return assess_synthesis(output, today)
        criteria = read_criteria()
        with step("judging"):
            return tuple(assess(path, criteria, name=str(path), today=today) for path in files), criteria


def _summarize(file: Path, evidence: Evidence) -> None:
    try:
        summarize(file, evidence)
    except OSError as error:
        print(f"{SUMMARY}: the summary cannot be written: {error.strerror}; the verdict stands", file=sys.stderr)

"""One run of the gate: what is assessed, by which criteria, and the reports of it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from gate.assess_synthesis import Assessments, assess_synthesis
from gate.collect import collect
from gate.criteria import Criteria, read_criteria
from gate.engines.checkov.scan import prepare
from gate.engines.checkov.settings import remove_unheard
from gate.job_summary import SUMMARY, summarize_job
from gate.model import Verdict, worst
from gate.moment import day as day_of
from gate.one_by_one import one_by_one
from gate.output import refuse_foreign, remove
from gate.progress import step
from gate.provenance.tree_state import NO_REVISION
from gate.reports.evidence import Evidence
from gate.reports.write import begin, write
from gate.synthesis import OUTPUT


def judged_afresh(moment: str) -> Evidence:
    """The evidence of a fresh synthesis, of which nothing stays and nothing is remembered.

    Files are called as if they were kept, so that the reports on it are, byte for byte, those of a run that keeps them.
    """
    with tempfile.TemporaryDirectory(prefix="gate-") as scratch:
        output = Path(scratch) / OUTPUT.name
        assessments, criteria = _assessed((), output, day_of(moment))
        kept = tuple(known.called(known.file.replace(str(output), OUTPUT.name, 1)) for known in assessments)
        return collect(moment, kept, criteria)


def synthesize_if_open(output: Path, reports: Path, moment: str) -> Assessments:
    """Assesses each stack of a fresh synthesis in `output`, of which nothing stays unless the gate is open.

    Raises Foreign, before anything else happens, where the folder holds what no synthesis wrote.
    """
    refuse_foreign(output)
    assessments: Assessments = ()
    try:
        assessments = assess_files((), reports, moment, output)
        return assessments
    finally:
        if worst(assessment.verdict for assessment in assessments) is not Verdict.OPEN:
            remove(output)


def assess_files(files: Sequence[Path], reports: Path | None, moment: str, output: Path = OUTPUT) -> Assessments:
    """Assesses each file alone or, with none given, each stack of a fresh synthesis, and writes the reports, if any.

    `moment` is the time or the day, in UTC, that the verdict holds for. Criteria that are broken, and a synthesis that
    fails, mean that the run could not judge.
    """
    return judged(files, reports, moment, output).assessments


def judged(files: Sequence[Path], reports: Path | None, moment: str, output: Path) -> Evidence:
    if reports:
        begin(reports, moment)
    with_stacks = reports is not None or bool(os.environ.get(SUMMARY))
    assessments, criteria = _assessed(files, output, day_of(moment), with_stacks=with_stacks)
    evidence = collect(moment, assessments, criteria)
    if reports:
        write(reports, evidence)
        tree = evidence.attested.tree
        if tree.commit == NO_REVISION:
            print(f"the attestation names no commit: {tree.why}", file=sys.stderr)
    summarize_job(evidence)
    return evidence


def _assessed(
    files: Sequence[Path], output: Path, today: date, *, with_stacks: bool = True
) -> tuple[Assessments, Criteria]:
    # Before there are threads, as each reads the environment.
    remove_unheard(os.environ)
    if not files:
        return assess_synthesis(output, today)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(prepare)
        criteria = read_criteria()
        with step("judging"):
            return tuple(one_by_one(files, criteria, today, with_stacks=with_stacks)), criteria

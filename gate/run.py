"""One run of the gate: what is to be judged, by which rulebook, and what came of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gate import cache
from gate.assess import judged
from gate.collect import gathered
from gate.engines.checkov.scan import prepare
from gate.model import Judgement, Verdict, broken, worst
from gate.progress import step
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.synthesis import OUTPUT, ROOT, SynthesisFailed, synthesize
from gate.words import ago
from policies.core.rulebook import BrokenRulebook, rulebook

# Where GitHub names the file of a job's summary.
SUMMARY = "GITHUB_STEP_SUMMARY"


def today() -> str:
    """The day in UTC, `2026-11-25`."""
    return datetime.now(UTC).date().isoformat()


def judgements_on_stack(reports: Path, date: str, *, fresh: bool = False) -> Sequence[Judgement]:
    """What is remembered of the stack, if nothing has changed since, else as `judgements_on` says; reports included.

    `fresh` judges anew in any case, and remembers that.
    """
    if not cache.allowed():
        return judgements_on((), reports, date)
    before = cache.key(date=date)
    remembered = None if fresh else cache.recall(before, reports)
    if remembered:
        print(f"from the cache, {ago(remembered.written)}; `gate --fresh` judges anew", file=sys.stderr)
        return remembered.judgements
    judgements = judgements_on((), reports, date)
    if cache.key(date=date) == before:
        with suppress(OSError):  # where the project cannot be written to, the next run judges anew
            cache.remember(before, judgements, reports)
    return judgements


def synthesized_only_if_open(output: Path, reports: Path, date: str) -> Sequence[Judgement]:
    """A judgement on each stack of a fresh synthesis in `output`, where nothing stays unless the gate is open."""
    judgements: Sequence[Judgement] = ()
    try:
        judgements = judgements_on((), reports, date, output)
        return judgements
    finally:
        if worst(each.verdict for each in judgements) is not Verdict.OPEN:
            shutil.rmtree(output, ignore_errors=True)


def judgements_on(files: Sequence[Path], reports: Path, date: str, output: Path = OUTPUT) -> Sequence[Judgement]:
    """A judgement on each file, or, with none given, on each stack of a fresh synthesis; with reports in a folder.

    `date` is the day, in UTC, that the verdict holds for. A rulebook that is broken, or a synthesis that fails, is a
    run that could not judge.
    """
    report.begin(reports, date)
    evidence = gathered(date, tuple(_judgements_on(files, output, date)), given=bool(files))
    report.write(reports, evidence)
    if os.environ.get(SUMMARY):
        _summarize(Path(os.environ[SUMMARY]), evidence)
    return evidence.judgements


def _summarize(file: Path, evidence: Evidence) -> None:
    try:
        report.summarize(file, evidence)
    except OSError as error:
        print(f"{SUMMARY}: the summary cannot be written: {error.strerror}; the verdict stands", file=sys.stderr)


def _judgements_on(files: Sequence[Path], output: Path, date: str) -> list[Judgement]:
    try:
        # Checkov's import takes longer than the synthesis, which runs in a process of its own.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(prepare)
            named = [(path, str(path)) for path in files] or _synthesized(output)
            policies, day = rulebook(), datetime.fromisoformat(date).date()
            with step("judging"):
                return [judged(path, policies, called=called, today=day) for path, called in named]
    except BrokenRulebook as error:
        return [_whole("BROKEN_RULEBOOK", str(path), error) for path in files or ("cdk.tf.json",)]
    except SynthesisFailed as error:
        return [_whole("SYNTHESIS", "cdk.tf.json", error)]


def _synthesized(output: Path) -> list[tuple[Path, str]]:
    with step("synthesizing"):
        return [(path, _called(path)) for path in synthesize(output)]


def _called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def _whole(policy: str, called: str, error: Exception) -> Judgement:
    return Judgement(called, "", (broken(policy, called, str(error), ""),))

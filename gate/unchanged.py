"""The stack's verdict: the last one where nothing has changed since, else that of a new run."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from gate import cache
from gate.model import Assessment
from gate.moment import now
from gate.synthesis import OUTPUT
from gate.words import ago


def assess_stack(reports: Path, given: str | None = None, *, fresh: bool = False) -> tuple[Assessment, ...]:
    """As `assess_files` of a fresh synthesis; where nothing has changed since, the remembered assessments.

    `given` is a time or a day in UTC, else it is now. `fresh` judges again in any case, and remembers that.
    """
    moment = given or now()
    date = given or moment[:10]
    before = cache.key(date=date) if cache.allowed() else None
    remembered = cache.recall(before, reports) if before and not fresh else None
    if remembered:
        print(f"from the cache, {ago(remembered.written)}; `gate --fresh` judges again", file=sys.stderr)
        return remembered.assessments
    # Imported where it is needed alone: it takes as long as it takes to see that nothing has changed.
    from gate import run  # noqa: PLC0415

    if before is None:
        return run.assess_files((), reports, moment)
    evidence = run.judged((), reports, moment, OUTPUT)
    if cache.key(date=date, attested=evidence.attested) == before:
        with suppress(OSError):  # where the project cannot be written to, the next run judges again
            cache.remember(before, evidence.assessments, reports)
    return evidence.assessments

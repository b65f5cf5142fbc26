"""Files judged one after the other in one process, which imports Checkov once, in memory for one of them at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gate.assess import assess
from gate.criteria import Criteria
from gate.model import Assessment
from gate.progress import FILE, note


def one_by_one(files: Sequence[Path], criteria: Criteria, today: date, *, with_stacks: bool) -> Iterator[Assessment]:
    """The assessment of each file alone; without its stack, which takes megabytes, unless reports will show it."""
    for number, path in enumerate(files, 1):
        note(f"{path.name}, {number:,} of {len(files):,} files", FILE)
        assessment = assess(path, criteria, name=str(path), today=today)
        yield assessment if with_stacks else replace(assessment, stack=None)
        del assessment
        if number < len(files):
            # The gate collects nothing by itself, as a run on few files is too short for it.
            gc.collect()
        if number == 1:
            # What is there by now is Checkov and the rulebook, above all, and need not be looked at again.
            gc.freeze()

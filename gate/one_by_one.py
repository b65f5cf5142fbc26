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
            _collect()


def _collect() -> None:
    """Frees what a file leaves behind; the gate collects nothing by itself, as a run on few files is too short."""
    gc.collect()
    # What is still there will stay, and need not be looked at again after the next file.
    gc.freeze()

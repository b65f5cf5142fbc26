"""The summary of a job on GitHub, where the gate runs in one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gate.reports.evidence import Evidence
from gate.reports.write import summarize

SUMMARY = "GITHUB_STEP_SUMMARY"  # in which GitHub names the file of the summary


def summarize_job(evidence: Evidence) -> None:
    """Adds the report to the summary, if there is one; where it cannot, it says so, and the verdict stands."""
    if not os.environ.get(SUMMARY):
        return
    try:
        summarize(Path(os.environ[SUMMARY]), evidence)
    except OSError as error:
        print(f"{SUMMARY}: the summary cannot be written: {error.strerror}; the verdict stands", file=sys.stderr)

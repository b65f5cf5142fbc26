"""Writing the reports of a run, one file a reader, each replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gate.atomic import replace
from gate.model import Assessment, broken
from gate.own_rules import UNFINISHED
from gate.reports import attestation, html, junit, markdown, oscal, sarif, verdict_json
from gate.reports.evidence import Evidence
from gate.reports.names import EXPORTED, REPORTS, SIGNED

MODULES = (verdict_json, html, markdown, sarif, junit, oscal, attestation)
RENDERERS: Mapping[str, Callable[[Evidence], str]] = {
    name: module.render for name, module in zip(REPORTS, MODULES, strict=True)
}


def write(folder: Path, evidence: Evidence) -> None:
    """Writes every report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, render in RENDERERS.items():
        replace(folder / name, render(evidence))


def summarize(file: Path, evidence: Evidence) -> None:
    """Appends the Markdown report to the summary of a job; raises OSError."""
    with file.open("a", encoding="utf-8") as summary:
        summary.write(markdown.render(evidence))


def begin(folder: Path, moment: str) -> None:
    """Replaces an earlier run's reports, and removes its signature and archive.

    So a run that is cut off leaves no open verdict.
    """
    for name in (SIGNED, EXPORTED):
        (folder / name).unlink(missing_ok=True)
    finding = broken(UNFINISHED, "the run", "the run did not come to its end", "run the gate again")
    write(folder, Evidence(moment, (Assessment("the run", "", (finding,)),), ()))

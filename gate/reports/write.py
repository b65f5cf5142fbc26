"""Writing the reports of a run, one file a reader, each replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gate.atomic import replace
from gate.model import Assessment, broken
from gate.own_rules import UNFINISHED
from gate.reports import attestation, html, junit, markdown, oscal, sarif, verdict_json
from gate.reports.evidence import Evidence

RENDERERS: Mapping[str, Callable[[Evidence], str]] = {
    "verdict.json": verdict_json.render,
    "report.html": html.render,
    "report.md": markdown.render,
    "report.sarif": sarif.render,
    "junit.xml": junit.render,
    "oscal-assessment-results.json": oscal.render,
    "attestation.json": attestation.render,
}
# What `gate attest` writes beside them.
SIGNED = "attestation.dsse.json"
# What `gate export` writes there.
EXPORTED = "evidence.zip"
# GitHub takes 1 MiB a step.
SUMMARY_LIMIT = 1_000_000


def write(folder: Path, evidence: Evidence) -> None:
    """Writes every report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, render in RENDERERS.items():
        replace(folder / name, render(evidence))


def summarize(file: Path, evidence: Evidence) -> None:
    """Appends the Markdown report to the summary of a job, cut where GitHub would refuse it; raises OSError."""
    text = markdown.render(evidence)
    if len(text.encode()) > SUMMARY_LIMIT:
        kept = text.encode()[:SUMMARY_LIMIT].decode(errors="ignore").rpartition("\n")[0]
        text = f"{kept}\n\nCut here, since a summary takes no more: the reports hold all of it.\n"
    with file.open("a", encoding="utf-8") as summary:
        summary.write(text)


def begin(folder: Path, moment: str) -> None:
    """Replaces an earlier run's reports, and removes its signature and archive.

    So a run that is cut off leaves no open verdict.
    """
    for name in (SIGNED, EXPORTED):
        (folder / name).unlink(missing_ok=True)
    finding = broken(UNFINISHED, "the run", "the run did not come to its end", "run the gate again")
    write(folder, Evidence(moment, (Assessment("the run", "", (finding,)),), ()))

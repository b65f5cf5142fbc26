"""The reports of a run, one file a face, each replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gate.atomic import replace
from gate.model import Judgement, broken
from gate.reports import attestation, html, junit, markdown, oscal, sarif, verdict_json
from gate.reports.evidence import Evidence

FACES: Mapping[str, Callable[[Evidence], str]] = {
    "verdict.json": verdict_json.drawn,
    "report.html": html.drawn,
    "report.md": markdown.drawn,
    "report.sarif": sarif.drawn,
    "junit.xml": junit.drawn,
    "oscal-assessment-results.json": oscal.drawn,
    "attestation.json": attestation.drawn,
}
# What `gate attest` puts beside them.
SIGNED = "attestation.dsse.json"
# GitHub takes 1 MiB a step.
SUMMARY_LIMIT = 1_000_000
UNFINISHED = broken("UNFINISHED", "the run", "the run did not come to its end", "run the gate again")


def write(folder: Path, evidence: Evidence) -> None:
    """Writes every face into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawn in FACES.items():
        replace(folder / name, drawn(evidence))


def summarize(file: Path, evidence: Evidence) -> None:
    """Appends the Markdown report to the summary of a job, cut where GitHub would refuse it; raises OSError."""
    text = markdown.drawn(evidence)
    if len(text.encode()) > SUMMARY_LIMIT:
        kept = text.encode()[:SUMMARY_LIMIT].decode(errors="ignore").rpartition("\n")[0]
        text = f"{kept}\n\nCut here, since a summary takes no more: the reports hold all of it.\n"
    with file.open("a", encoding="utf-8") as summary:
        summary.write(text)


def begin(folder: Path, date: str) -> None:
    """Takes back what an earlier run said and somebody signed, so that one that is cut off leaves no open verdict."""
    (folder / SIGNED).unlink(missing_ok=True)
    write(folder, Evidence(date, (Judgement("the run", "", (UNFINISHED,)),), ()))

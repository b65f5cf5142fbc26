"""Writing the reports of a run, one file a reader, each replaced whole or not at all.

The attestation comes last, since it names the digests of the others; none of them names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gate.atomic import replace_bytes
from gate.model import Assessment, broken
from gate.own_rules import UNFINISHED
from gate.reports import html, junit, markdown, oscal, sarif, verdict_json
from gate.reports.attestation import byproducts, statement
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION, BILLS, EXPORTED, NAMES, SIGNED

MODULES = (verdict_json, html, markdown, sarif, junit, oscal)
RENDERERS: Mapping[str, Callable[[Evidence], str]] = {
    name: module.render for name, module in zip(NAMES[:-1], MODULES, strict=True)
}


def write(folder: Path, evidence: Evidence) -> None:
    """Writes every report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in rendered(evidence).items():
        replace_bytes(folder / name, content)


def rendered(evidence: Evidence) -> Mapping[str, bytes]:
    """The bytes of every report by its name, the attestation last."""
    reports = {name: render(evidence).encode() for name, render in RENDERERS.items()}
    return {**reports, ATTESTATION: statement(evidence, byproducts(reports)).text().encode()}


def summarize(file: Path, evidence: Evidence) -> None:
    """Appends the Markdown report to the summary of a job; raises OSError."""
    with file.open("a", encoding="utf-8") as summary:
        summary.write(markdown.render(evidence))


def begin(folder: Path, moment: str) -> None:
    """Replaces an earlier run's reports, and removes its signature, archive and bills of materials.

    So a run that is cut off leaves no open verdict.
    """
    for name in (SIGNED, EXPORTED, *BILLS):
        (folder / name).unlink(missing_ok=True)
    finding = broken(UNFINISHED, "the run", "the run did not come to its end", "run the gate again")
    write(folder, Evidence(moment, (Assessment("the run", "", (finding,)),), ()))

"""`report.md`: the evidence for the reader of a pull request, on a page or so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gate.model import Assessment, Finding, Outcome
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.status import Status, by_standard
from gate.words import ALONE, HEADLINES, cell, code, counted

# More than a page of these helps nobody: the other reports hold all.
MOST_LINES = 25


def render(evidence: Evidence) -> str:
    """The text of the file."""
    return "\n".join(_lines(evidence)) + "\n"


def _lines(evidence: Evidence) -> Iterator[str]:
    yield from (
        f"# {HEADLINES[evidence.verdict]}",
        "",
        f"{counted(evidence.findings)}, on {evidence.moment} (UTC).",
        "",
    )
    yield from (f"- {name}: {cell(fact)}" for name, fact in head(evidence).items())
    for assessment in evidence.assessments:
        yield from _file(assessment)
    yield from _failures([finding for finding in evidence.findings if _keeps_closed(finding)])
    yield from _waivers(evidence)
    yield from _standards(evidence)
    yield from _gaps(evidence)


def _file(assessment: Assessment) -> Iterator[str]:
    yield from ("", f"## {code(assessment.file)}", "")
    yield f"Digest of the judged bytes: `{assessment.digest or 'none: there were no bytes to judge'}`."
    if assessment.alone:
        yield from ("", f"The file was {ALONE}.")
    if assessment.beside:
        yield from ("", "Judged beside it, the recorded calls of each function:", "")
        yield from (f"- {code(file)} `{digest}`" for file, digest in assessment.beside.items())


def _keeps_closed(finding: Finding) -> bool:
    return finding.outcome is not Outcome.PASS and not finding.waiver


def _failures(failures: Sequence[Finding]) -> Iterator[str]:
    if failures:
        yield from ("", "## What keeps it closed", "")
        yield from ("| place | what is wrong | what to do | policy |", "| --- | --- | --- | --- |")
    for finding in failures[:MOST_LINES]:
        yield f"| {code(finding.place)} | {cell(finding.details)} | {cell(finding.remedy)} | {finding.policy} |"
    if len(failures) > MOST_LINES:
        yield from ("", f"And {len(failures) - MOST_LINES:,} more, which `verdict.json` holds.")


def _waivers(evidence: Evidence) -> Iterator[str]:
    if evidence.waivers:
        yield from ("", "## Waivers", "")
        yield from ("| ticket | policy | place | owner | days left |", "| --- | --- | --- | --- | --: |")
    for waiver in evidence.waivers[:MOST_LINES]:
        left = (waiver.expires - date.fromisoformat(evidence.date)).days
        names = f"{cell(waiver.ticket)} | {cell(waiver.policy)} | {code(waiver.place)} | {cell(waiver.owner)}"
        yield f"| {names} | {left} |"


def _standards(evidence: Evidence) -> Iterator[str]:
    if not evidence.services:
        return
    yield from ("", "## By standard", "")
    yield f"| standard | controls | {' | '.join(status.value for status in Status)} |"
    yield f"| --- | --: |{' --: |' * len(Status)}"
    for standard, count in by_standard(evidence.services).items():
        yield f"| {standard} | {count.total()} | {' | '.join(str(count[known]) for known in Status)} |"


def _gaps(evidence: Evidence) -> Iterator[str]:
    if evidence.gaps:
        yield from ("", "## Declared gaps", "")
    for gap in evidence.gaps:
        control = gap.mapped.control
        yield (
            f"- {control.standard} {control.number}, {cell(control.title)}: {cell(gap.mapped.reason)} "
            f"({gap.policy.id}, {cell(gap.mapped.owner)})."
        )

"""`report.md`: the evidence for the reader of a pull request, on a page or so, which fits into a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gate.model import Assessment
from gate.reports.asked import asked
from gate.reports.closed import keeps_closed
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.status import Status, by_standard
from gate.words import ALONE, HEADLINES, cell, code, counted

# More than a page of these helps nobody: the other reports hold all.
MOST_LINES = 25
MOST_PLACES, LONGEST = 3, 300
# GitHub takes 65,536 characters as a comment.
LIMIT = 65_000
CUT = "\nCut here, since a comment takes no more: the other reports hold all of it.\n"


def render(evidence: Evidence) -> str:
    """The text of the file."""
    text = "\n".join(_lines(evidence)) + "\n"
    if len(text.encode()) <= LIMIT:
        return text
    return text.encode()[: LIMIT - len(CUT)].decode(errors="ignore").rpartition("\n")[0] + f"\n{CUT}"


def _lines(evidence: Evidence) -> Iterator[str]:
    yield from (f"# {HEADLINES[evidence.verdict]}", "", f"{counted(evidence.findings)}, on {evidence.moment} (UTC).")
    yield from _failures(evidence)
    yield ""
    yield from (f"- {name}: {cell(fact)}" for name, fact in head(evidence).items())
    for assessment in evidence.assessments:
        yield from _file(assessment)
    yield from _waivers(evidence)
    yield from _asked(evidence)
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


def _failures(evidence: Evidence) -> Iterator[str]:
    """A row a cause, with its places."""
    causes = keeps_closed(evidence)
    if causes:
        yield from ("", "## What keeps it closed", "")
        yield from ("| where | what is wrong | what to do | policy |", "| --- | --- | --- | --- |")
    for cause in causes[:MOST_LINES]:
        said = f"{cell(_short(cause.details))} | {cell(_short(cause.remedy))} | {', '.join(cause.policies)}"
        yield f"| {_places(cause.places)} | {said} |"
    if left := causes[MOST_LINES:]:
        number = sum(len(cause.places) for cause in left)
        yield from ("", f"And {len(left):,} more causes at {number:,} places, which `verdict.json` holds.")


def _places(places: Sequence[str]) -> str:
    named = ", ".join(code(_short(place)) for place in places[:MOST_PLACES])
    return named if len(places) <= MOST_PLACES else f"{named} and {len(places) - MOST_PLACES:,} more"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _waivers(evidence: Evidence) -> Iterator[str]:
    if evidence.waivers:
        yield from ("", "## Waivers", "")
        yield from ("| ticket | policy | place | owner | days left |", "| --- | --- | --- | --- | --: |")
    for waiver in evidence.waivers[:MOST_LINES]:
        left = (waiver.expires - date.fromisoformat(evidence.date)).days
        names = f"{cell(waiver.ticket)} | {cell(waiver.policy)} | {code(waiver.place)} | {cell(waiver.owner)}"
        yield f"| {names} | {left} |"


def _asked(evidence: Evidence) -> Iterator[str]:
    said = asked(evidence)
    if said:
        yield from ("", "## Asked", "", "| what was asked | status | values |", "| --- | --- | --- |")
    for each in said:
        yield f"| {cell(each.sentence)} | {each.status.value} | {cell(each.values)} |"


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

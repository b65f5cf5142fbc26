"""`report.md`: the evidence for the reader of a pull request, on a page or so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from gate.model import Finding, Judgement, Outcome
from gate.reports.evidence import Evidence, strength
from gate.words import HEADLINES, cell, counted
from policies.core.control import Strength

# More than a page of these helps nobody: the other faces hold all.
MOST_LINES = 25


def drawn(evidence: Evidence) -> str:
    """The text of the file."""
    return "\n".join(_lines(evidence)) + "\n"


def _lines(evidence: Evidence) -> Iterator[str]:
    yield from (f"# {HEADLINES[evidence.verdict]}", "", f"{counted(evidence.findings)}, on {evidence.date} (UTC).")
    for each in evidence.judgements:
        yield from _file(each)
    yield from _failed([each for each in evidence.findings if each.outcome is not Outcome.PASS and not each.waiver])
    yield from _waived(evidence)
    yield from _standards(evidence)
    yield from _gaps(evidence)


def _file(judgement: Judgement) -> Iterator[str]:
    yield from ("", f"## `{cell(judgement.file)}`", "")
    yield f"Digest of the judged bytes: `{judgement.digest or 'none: there were no bytes to judge'}`."
    if judgement.beside:
        yield from ("", "Judged beside it, what each function calls:", "")
        yield from (f"- `{cell(file)}` `{digest}`" for file, digest in judgement.beside.items())


def _failed(failed: list[Finding]) -> Iterator[str]:
    if failed:
        yield from ("", "## What keeps it closed", "")
        yield from ("| place | what is wrong | what to do | policy |", "| --- | --- | --- | --- |")
    for each in failed[:MOST_LINES]:
        yield f"| `{cell(each.place)}` | {cell(each.details)} | {cell(each.remedy)} | {each.policy} |"
    if len(failed) > MOST_LINES:
        yield from ("", f"And {len(failed) - MOST_LINES:,} more, which `verdict.json` holds.")


def _waived(evidence: Evidence) -> Iterator[str]:
    if evidence.waivers:
        yield from (
            "",
            "## Waivers",
            "",
            "| ticket | policy | place | owner | days left |",
            "| --- | --- | --- | --- | --: |",
        )
    for each in evidence.waivers[:MOST_LINES]:
        left = (each.expires - date.fromisoformat(evidence.date)).days
        yield f"| {cell(each.ticket)} | {cell(each.policy)} | `{cell(each.place)}` | {cell(each.owner)} | {left} |"


def _standards(evidence: Evidence) -> Iterator[str]:
    if not evidence.services:
        return
    yield from ("", "## By standard", "")
    yield "| standard | controls | satisfied | supported | contradicted | policies do not pass |"
    yield "| --- | --: | --: | --: | --: | --: |"
    counts: dict[str, Counter[str]] = {}
    for control, services in evidence.services.items():
        count = counts.setdefault(control.standard, Counter())
        failing = any(each.outcome is not Outcome.PASS for each in services)
        count["all"] += 1
        count["failing" if failing else strength(services).value] += 1
    for standard, count in counts.items():
        numbers = (count[each] for each in ("all", *(each.value for each in Strength), "failing"))
        yield f"| {standard} | {' | '.join(map(str, numbers))} |"


def _gaps(evidence: Evidence) -> Iterator[str]:
    if evidence.gaps:
        yield from ("", "## Declared gaps", "")
    for each in evidence.gaps:
        control = each.mapped.control
        yield (
            f"- {control.standard} {control.number}, {cell(control.title)}: {cell(each.mapped.reason)} "
            f"({each.policy.id}, {cell(each.mapped.owner)})."
        )

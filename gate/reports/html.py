"""`report.html`: the evidence for people, an auditor above all; one file that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Template

from gate.diagram.svg import style
from gate.engines.coverage import HARMLESS
from gate.model import Assessment, Finding, Outcome
from gate.reports.anchors import anchor, control_anchor, rows
from gate.reports.by_resource import shown, silent
from gate.reports.closed import keeps_closed
from gate.reports.equal_values import equal_values
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.kinds import engine, kind_in_words
from gate.reports.picture import picture
from gate.reports.rule_table import rule_table
from gate.reports.sections import sections
from gate.reports.service import Service
from gate.reports.status import MEANINGS, Status, by_standard, status
from gate.templates import environment
from gate.words import ALONE, HEADLINES, IN_WORDS, counted, kind, printable
from policies.core.control import Control

# Before a tag and on empty lines it says nothing to a browser; no statement that is quoted has a line of either kind.
INDENTATION = re.compile(r"^[ ]+(?=<)|^[ ]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A control as it is shown: how it fares, and how each policy that serves it does."""

    control: Control
    status: Status
    services: Sequence[tuple[Service, Status]]


def render(evidence: Evidence) -> str:
    """The text of the file."""
    today, assessments = date.fromisoformat(evidence.date), evidence.assessments
    told = [*zip(assessments, evidence.by_assessment, strict=True)]
    beside, rules = sections(evidence), rule_table(evidence)
    places = [place for assessment in told for place in shown(*assessment, evidence.policies)]
    text = _template().render(
        evidence=evidence,
        headline=HEADLINES[evidence.verdict],
        head=head(evidence),
        summary=counted(evidence.findings),
        causes=keeps_closed(evidence),
        controls=[_row(control, services) for control, services in evidence.services.items()],
        places=places,
        rules=rules,
        blocks={place.name for place in places if place.address and place.everywhere},
        rows=rows(evidence.services, beside.asked, rules),
        silent=silent(evidence.findings, evidence.values),
        pictures=_pictures(told),
        style_of_pictures=style(),
        gaps=[(gap, _days_left(gap, today)) for gap in evidence.gaps],
        waivers=[(waiver, (waiver.expires - today).days) for waiver in evidence.waivers],
        not_judged=[finding for finding in evidence.findings if finding.outcome is Outcome.ERROR],
        harmless=sorted(HARMLESS.items()),
        words=IN_WORDS,
        standards=by_standard(evidence.services),
        meanings=MEANINGS,
        alone=ALONE,
        **beside._asdict(),
    )
    return INDENTATION.sub("", text)


def _pictures(told: Iterable[tuple[Assessment, Sequence[Finding]]]) -> list[tuple[str, str, str]]:
    """The label of each stack with its picture, or with the reason why there is none."""
    return [
        (known.label, *picture(known.stack, known, named, f"picture-{number}-"))
        for number, (known, named) in enumerate(told, 1)
        if known.stack
    ]


def _days_left(gap: Service, today: date) -> int:
    """Below zero once it is overdue, as it is without a day."""
    return (gap.mapped.until - today).days if gap.mapped.until else -1


@cache
def _template() -> Template:
    templates = environment("gate.reports", "page")
    templates.filters.update(
        printable=printable,
        kind=kind,
        once=_once,
        anchor=anchor,
        control_anchor=control_anchor,
        equal_values=equal_values,
        kind_in_words=kind_in_words,
        engine=engine,
    )
    return templates.get_template("report.html.j2")


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """What two engines say of one place in the same words is shown once."""
    return list({(finding.place, finding.outcome, finding.details): finding for finding in findings}.values())


def _row(control: Control, services: Sequence[Service]) -> Row:
    return Row(control, status(services), [(service, status([service])) for service in services])

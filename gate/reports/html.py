"""`report.html`: the evidence for people, an auditor above all; one file that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from gate.engines.coverage import HARMLESS
from gate.model import Assessment, Finding, Outcome
from gate.reports.evidence import Evidence, Service
from gate.reports.picture import HEIGHT, WIDTH, picture
from gate.reports.sections import sections
from gate.reports.status import MEANINGS, Status, status
from gate.words import ALONE, HEADLINES, counted, counts, kind, printable, worst_kind
from policies.core.control import Control
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.strict_json import thaw

LONGEST_VALUE = 160
# How the page words an outcome, which must be known without its colour.
WORDS = {"pass": "passed", "fail": "failed", "waived": "waived", "error": "not judged"}
# Beside its word, for those who look for colour and for those who see none.
SIGNS = {
    Status.SATISFIED: "✓",
    Status.SUPPORTED: "◧",
    Status.GAP: "△",
    Status.NOT_JUDGED: "?",
    Status.FAILS: "✗",
}


@dataclass(frozen=True)
class Row:
    """A control as it is shown: how it fares, and how each policy that serves it does."""

    control: Control
    status: Status
    services: Sequence[tuple[Service, Status]]


@dataclass(frozen=True)
class Place:
    """A resource, or what else has findings: what was found there, and each attribute that a policy claimed."""

    name: str
    address: str
    kind: str
    outcome: str
    findings: Sequence[Finding]
    attributes: Sequence[tuple[str, str, str]]


def render(evidence: Evidence) -> str:
    """The text of the file."""
    today, assessments = date.fromisoformat(evidence.date), evidence.assessments
    told = zip(assessments, evidence.by_assessment, strict=True)
    return _template().render(
        evidence=evidence,
        headline=HEADLINES[evidence.verdict],
        summary=counted(evidence.findings),
        controls=[_row(control, services) for control, services in evidence.services.items()],
        places=[place for assessment in told for place in _places(*assessment, evidence.policies)],
        pictures=[(known.label, picture(known.resources, known.findings)) for known in assessments if known.resources],
        box={"width": WIDTH, "height": HEIGHT},
        waivers=[(waiver, (waiver.expires - today).days) for waiver in evidence.waivers],
        not_judged=[finding for finding in evidence.findings if finding.outcome is Outcome.ERROR],
        harmless=sorted(HARMLESS.items()),
        words=WORDS,
        signs=SIGNS,
        meanings=MEANINGS,
        alone=ALONE,
        **sections(evidence),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("gate.reports", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(printable=printable, kind=kind, once=_once)
    return environment.get_template("report.html.j2")


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """What two engines say of one place in the same words is shown once."""
    return list({(finding.place, finding.outcome, finding.details): finding for finding in findings}.values())


def _row(control: Control, services: Sequence[Service]) -> Row:
    return Row(control, status(services), [(service, status([service])) for service in services])


def _places(assessment: Assessment, told: Sequence[Finding], policies: Sequence[Policy]) -> Iterator[Place]:
    by_place: dict[str, list[Finding]] = {}
    for finding, named in zip(assessment.findings, told, strict=True):
        by_place.setdefault(finding.place, []).append(named)
    resources = {resource.place: resource for resource in assessment.resources}
    claims = {policy.id: policy.claims for policy in policies}
    for name, findings in sorted(by_place.items()):
        resource = resources.get(name)
        attributes = list(_attributes(resource, findings, claims)) if resource else []
        address, type_ = (resource.address, resource.type) if resource else ("", "")
        yield Place(findings[0].place, address, type_, worst_kind(counts(findings)), findings, attributes)


def _attributes(
    resource: Resource, findings: Sequence[Finding], claims: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """(attribute, value, the policies that claimed it) of each attribute that is there."""
    judging = dict.fromkeys(finding.policy for finding in findings)
    for name in sorted(resource.values):
        by = ", ".join(policy for policy in judging if name in claims.get(policy, ()))
        text = json.dumps(thaw(resource.values[name]), sort_keys=True)
        value = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]} ..."
        yield name, value, by or HARMLESS.get(name, "no policy")

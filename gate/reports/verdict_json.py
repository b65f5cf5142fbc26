"""`verdict.json`: all of the evidence for machines; `gate/reports/verdict.schema.json` gives its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gate.engines.judge import SOURCE
from gate.model import Assessment, Finding, Outcome
from gate.reports.evidence import Evidence, Service
from gate.reports.head import head
from gate.reports.status import status
from gate.words import KINDS, counts
from policies.core.control import Control


def render(evidence: Evidence) -> str:
    """The text of the file."""
    content = {
        "date": evidence.date,
        "head": dict(head(evidence)),
        "verdict": evidence.verdict.value,
        "digest": evidence.digest,
        "counts": {kind: evidence.counts[kind] for kind in KINDS},
        "files": [_file(assessment) for assessment in evidence.assessments],
        "controls": [_control(control, services) for control, services in evidence.services.items()],
        "gaps": [_gap(gap) for gap in evidence.gaps],
        "waivers": [{**vars(waiver), "expires": waiver.expires.isoformat()} for waiver in evidence.waivers],
        "policies": [{"id": policy, "title": title} for policy, title in sorted(evidence.titles.items())],
        "declined": [{"check": check, "reason": reason} for check, reason in evidence.declined.items()],
        "resources": [*_resources(evidence)],
        "findings": [_with_values(finding, evidence) for finding in evidence.findings],
    }
    return json.dumps(content) + "\n"


def as_list(assessments: Sequence[Assessment], *, passes: bool = True) -> list[dict[str, Any]]:
    """The run as a list of `{"file", "verdict", "digest", "beside", "alone", "counts", "findings"}`, one a file.

    Without `passes`, only what does not pass is among the findings; the counts are of all.
    """
    return [{**_file(assessment), **_findings(assessment.findings, passes=passes)} for assessment in assessments]


def _findings(findings: Sequence[Finding], *, passes: bool) -> dict[str, Any]:
    count = counts(findings)
    told = [finding_as_json(finding) for finding in findings if passes or finding.outcome is not Outcome.PASS]
    return {"counts": {kind: count[kind] for kind in KINDS}, "findings": told}


def finding_as_json(finding: Finding) -> dict[str, str]:
    """A finding as `{"source", "policy", "place", "outcome", "details", "remedy", "waiver"}`."""
    return {**finding._asdict(), "outcome": finding.outcome.value}


def _resources(evidence: Evidence) -> Iterator[Mapping[str, str]]:
    """Each place that is a resource, with its address."""
    for assessment, told in zip(evidence.assessments, evidence.by_assessment, strict=True):
        names = {finding.place: named.place for finding, named in zip(assessment.findings, told, strict=True)}
        for resource in assessment.resources:
            if resource.place in names:
                yield {"place": names[resource.place], "address": resource.address}


def _with_values(finding: Finding, evidence: Evidence) -> dict[str, Any]:
    """A finding of the judge's with what the policy read; Checkov's of the same policy would only repeat it."""
    values = evidence.values.get((finding.policy, finding.place)) if finding.source == SOURCE else None
    return {**finding_as_json(finding), **({"values": dict(values)} if values else {})}


def _file(assessment: Assessment) -> dict[str, Any]:
    return {
        "file": assessment.file,
        "verdict": assessment.verdict.value,
        "digest": assessment.digest,
        "beside": dict(assessment.beside),
        "alone": assessment.alone,
    }


def _control(control: Control, services: Sequence[Service]) -> Mapping[str, Any]:
    return {
        "standard": control.standard,
        "number": control.number,
        "title": control.title,
        "source": control.source,
        "status": status(services).value,
        "policies": [
            {"policy": service.policy.id, "strength": service.mapped.strength.value, "outcome": service.outcome.value}
            for service in services
        ],
    }


def _gap(gap: Service) -> Mapping[str, str]:
    control = gap.mapped.control
    return {
        "standard": control.standard,
        "number": control.number,
        "policy": gap.policy.id,
        "reason": gap.mapped.reason,
        "owner": gap.mapped.owner,
        "since": str(gap.mapped.since),
        "until": str(gap.mapped.until),
    }

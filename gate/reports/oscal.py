"""`oscal-assessment-results.json`: the evidence in NIST's OSCAL 1.2.1; an observation a finding, a finding a control.

The ids in it are the same for the same evidence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid5

from gate.model import Finding
from gate.moment import whole
from gate.reports.evidence import Evidence
from gate.reports.oscal_controls import control_finding, control_id, prop, without_empty
from gate.words import ALONE, HEADLINES, counted, kind, printable

OSCAL = "1.2.1"
NAMES = UUID("6a0c7a2e-5d0b-5f5b-9f0e-3f6f0d1c4b7a")
PLAN = "assessment plan"


def render(evidence: Evidence) -> str:
    """The text of the file."""
    when = whole(evidence.moment)
    own = uuid5(NAMES, f"{when} {evidence.digest} {evidence.verdict.value} {sorted(evidence.counts.items())}")
    plan = str(uuid5(own, PLAN))
    results = {
        "uuid": str(own),
        "metadata": {
            "title": "Assessment of the synthesized infrastructure by its gate",
            "last-modified": when,
            "version": version("fraud-detection"),
            "oscal-version": OSCAL,
        },
        "import-ap": {"href": f"#{plan}", "remarks": "The plan is the rulebook, policies/, in its revision."},
        "results": [without_empty(_result(evidence, own, when))],
        "back-matter": {"resources": [{"uuid": plan, "title": "The rulebook", "remarks": "policies/"}]},
    }
    return json.dumps({"assessment-results": results}) + "\n"


def _result(evidence: Evidence, own: UUID, when: str) -> Mapping[str, Any]:
    observations = [_observation(finding, at, own, when) for at, finding in enumerate(evidence.findings)]
    by_policy: dict[str, list[str]] = {}
    for finding, observation in zip(evidence.findings, observations, strict=True):
        by_policy.setdefault(finding.policy, []).append(observation["uuid"])
    return {
        "uuid": str(uuid5(own, "result")),
        "title": HEADLINES[evidence.verdict],
        "description": f"{counted(evidence.findings)}.{_alone(evidence)}",
        "start": when,
        "props": [prop("verdict", evidence.verdict.value), *_digests(evidence)],
        "reviewed-controls": {"control-selections": [_selection(evidence)]},
        "observations": observations,
        "findings": [
            control_finding(control, services, by_policy, own) for control, services in evidence.services.items()
        ],
    }


def _alone(evidence: Evidence) -> str:
    files = [assessment.file for assessment in evidence.assessments if assessment.alone]
    return f" {printable(', '.join(files))}: {ALONE}." if files else ""


def _observation(finding: Finding, at: int, own: UUID, when: str) -> dict[str, Any]:
    description = "; ".join(filter(None, (finding.details, finding.remedy, finding.waiver))) or "passed"
    props = {"outcome": kind(finding), "policy": finding.policy, "place": finding.place, "engine": finding.source}
    return {
        "uuid": str(uuid5(own, f"observation {at}")),
        "description": printable(description),
        "props": [prop(name, value) for name, value in props.items() if value.strip()],
        "methods": ["TEST"],
        "types": ["finding"],
        "collected": when,
    }


def _selection(evidence: Evidence) -> Mapping[str, Any]:
    controls = [{"control-id": control_id(control)} for control in evidence.services]
    return {"include-controls": controls} if controls else {"include-all": {}}


def _digests(evidence: Evidence) -> Iterator[Mapping[str, str]]:
    return (prop("digest", assessment.digest) for assessment in evidence.assessments if assessment.digest)

"""`oscal-assessment-results.json`: the evidence in NIST's OSCAL 1.2.1; a finding a control, on its statement.

An observation is what one policy found, and all places of which it is true are its subjects. The ids in the file are
the same for the same evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid5

from gate.model import Finding
from gate.moment import whole
from gate.reports import verdict_json
from gate.reports.evidence import Evidence
from gate.reports.oscal_catalog import NAMES, OSCAL, resources, statement
from gate.reports.oscal_controls import control_finding, props, without_empty
from gate.reports.oscal_subjects import local_definitions, subject
from gate.words import HEADLINES, counted, kind, printable

VERDICT = "verdict.json"


def render(evidence: Evidence) -> str:
    """The text of the file."""
    when = whole(evidence.moment)
    own = uuid5(NAMES, f"{when} {evidence.digest} {evidence.verdict.value} {sorted(evidence.counts.items())}")
    plan = str(uuid5(own, "assessment plan"))
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
        "back-matter": {
            "resources": [
                {"uuid": plan, "title": "The rulebook", "remarks": "policies/"},
                *resources(evidence.services, when, own),
                _verdict(evidence, own),
            ]
        },
    }
    return json.dumps({"assessment-results": results}) + "\n"


def _result(evidence: Evidence, own: UUID, when: str) -> Mapping[str, Any]:
    observations: list[Mapping[str, Any]] = []
    by_policy: dict[str, list[str]] = {}
    for at, (finding, places) in enumerate(_grouped(evidence)):
        observations.append(_observation(finding, places, str(uuid5(own, f"observation {at}")), own, when))
        by_policy.setdefault(finding.policy, []).append(observations[-1]["uuid"])
    return {
        "uuid": str(uuid5(own, "result")),
        "title": HEADLINES[evidence.verdict],
        "description": f"{counted(evidence.findings)}.",
        "start": when,
        "props": props({"verdict": evidence.verdict.value, "digest": evidence.digest}),
        "local-definitions": local_definitions(evidence, own),
        "reviewed-controls": {"control-selections": list(_selections(evidence, own))},
        "observations": observations,
        "findings": [
            control_finding(control, services, by_policy, own) for control, services in evidence.services.items()
        ],
    }


def _grouped(evidence: Evidence) -> Sequence[tuple[Finding, Sequence[str]]]:
    """What was found, each once, with the places of which it is true."""
    places: dict[Finding, list[str]] = {}
    for finding in evidence.findings:
        places.setdefault(finding._replace(place=""), []).append(finding.place)
    return list(places.items())


def _observation(finding: Finding, places: Sequence[str], uuid: str, own: UUID, when: str) -> Mapping[str, Any]:
    description = "; ".join(filter(None, (finding.details, finding.remedy, finding.waiver))) or "passed"
    return {
        "uuid": uuid,
        "description": printable(description),
        "props": props({"outcome": kind(finding), "policy": finding.policy, "engine": finding.source}),
        "methods": ["TEST"],
        "types": ["finding"],
        "subjects": [subject(place, own) for place in places],
        "relevant-evidence": [
            {"href": f"#{_verdict_id(own)}", "description": f"The findings of {printable(finding.policy)} in {VERDICT}"}
        ],
        "collected": when,
    }


def _selections(evidence: Evidence, own: UUID) -> Iterator[Mapping[str, Any]]:
    """The statements that were assessed, one selection a catalogue."""
    by_catalogue: dict[str, list[Mapping[str, Any]]] = {}
    for name, part, catalogue in (statement(control, own) for control in evidence.services):
        by_catalogue.setdefault(catalogue, []).append({"control-id": name, "statement-ids": [part]})
    if not by_catalogue:
        yield {"include-all": {}}
    for catalogue, controls in by_catalogue.items():
        yield {"links": [{"href": f"#{catalogue}", "rel": "reference"}], "include-controls": controls}


def _verdict(evidence: Evidence, own: UUID) -> Mapping[str, Any]:
    digest = hashlib.sha256(verdict_json.render(evidence).encode(errors="surrogateescape")).hexdigest()
    link = {"href": VERDICT, "media-type": "application/json", "hashes": [{"algorithm": "SHA-256", "value": digest}]}
    return {"uuid": _verdict_id(own), "title": "All findings, one by one", "rlinks": [link]}


def _verdict_id(own: UUID) -> str:
    return str(uuid5(own, VERDICT))

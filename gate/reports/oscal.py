"""`oscal-assessment-results.json`: the evidence in NIST's OSCAL 1.2.1; a finding a control, on its statement.

An observation is what one policy found, and all places of which it is true are its subjects. The ids in the file are
the same for the same evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid5

from gate.model import Finding
from gate.moment import whole
from gate.reports import verdict_json
from gate.reports.evidence import Evidence
from gate.reports.grouping import grouped
from gate.reports.oscal_catalog import NAMES, OSCAL, resources, statement
from gate.reports.oscal_controls import Reviewed, control_finding, props, reviewed, without_empty
from gate.reports.oscal_head import origin, tools
from gate.reports.oscal_subjects import Subjects, local_definitions
from gate.words import HEADLINES, counted, kind, printable

VERDICT = "verdict.json"


def render(evidence: Evidence) -> str:
    """The text of the file."""
    when, known = whole(evidence.moment), tuple(reviewed(evidence))
    own = uuid5(NAMES, f"{when} {evidence.digest} {evidence.verdict.value} {sorted(evidence.counts.items())}")
    plan = str(uuid5(own, "assessment plan"))
    results = {
        "uuid": str(own),
        "metadata": {
            "title": "Assessment of the synthesized infrastructure by its gate",
            "last-modified": when,
            "version": version("fraud-detection"),
            "oscal-version": OSCAL,
            **origin(evidence),
        },
        "import-ap": {"href": f"#{plan}", "remarks": "The plan is the rulebook, policies/, in its revision."},
        "results": [without_empty(_result(evidence, known, own, when))],
        "back-matter": {
            "resources": [
                {"uuid": plan, "title": "The rulebook", "remarks": "policies/"},
                *resources([each.control for each in known], when, own),
                _verdict(evidence, own),
            ]
        },
    }
    return json.dumps({"assessment-results": results}, separators=(",", ":")) + "\n"


def _result(evidence: Evidence, known: Sequence[Reviewed], own: UUID, when: str) -> Mapping[str, Any]:
    observations: list[Mapping[str, Any]] = []
    by_policy: dict[str, list[str]] = {}
    subjects = Subjects(evidence, own)
    for at, (finding, places) in enumerate(grouped(evidence.findings)):
        about = {"uuid": str(uuid5(own, f"observation {at}")), "subjects": subjects.of(places), "collected": when}
        observations.append({**_observation(finding, own), **about})
        by_policy.setdefault(finding.policy, []).append(observations[-1]["uuid"])
    return {
        "uuid": str(uuid5(own, "result")),
        "title": HEADLINES[evidence.verdict],
        "description": f"{counted(evidence.findings)}.",
        "start": when,
        "end": when,
        "props": props({"verdict": evidence.verdict.value, "digest": evidence.digest}),
        "local-definitions": {**local_definitions(evidence, own), **tools(evidence, own)},
        "reviewed-controls": {"control-selections": list(_selections(known, own))},
        "observations": observations,
        "findings": [control_finding(each, by_policy, own) for each in known],
    }


def _observation(finding: Finding, own: UUID) -> dict[str, Any]:
    description = "; ".join(filter(None, (finding.details, finding.remedy, finding.waiver))) or "passed"
    return {
        "title": printable(finding.policy),
        "description": printable(description),
        "props": props({"outcome": kind(finding), "engine": finding.source}),
        "methods": ["TEST"],
        "relevant-evidence": [{"href": f"#{_verdict_id(own)}", "description": f"what {VERDICT} says of it"}],
    }


def _selections(known: Iterable[Reviewed], own: UUID) -> Iterator[Mapping[str, Any]]:
    """The statements that were assessed, one selection a catalogue."""
    by_catalogue: dict[str, list[Mapping[str, Any]]] = {}
    for name, part, catalogue in (statement(each.control, own) for each in known):
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

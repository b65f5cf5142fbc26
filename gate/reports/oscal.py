"""`oscal-assessment-results.json`: the evidence in NIST's OSCAL 1.2.1; an observation a finding, a finding a control.

OSCAL knows a control as satisfied or not. Here it is satisfied where a policy that satisfies it passes and nothing
fails; where policies only support it, or contradict it, it is not, and the remarks say how far it is met. Whatever has
an id has the same one for the same evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid5

from gate.model import Finding, Outcome
from gate.reports.evidence import Evidence, Service, outcome, strength
from gate.words import HEADLINES, counted, kind, printable
from policies.core.control import Control, Strength

OSCAL = "1.2.1"
NAMES = UUID("6a0c7a2e-5d0b-5f5b-9f0e-3f6f0d1c4b7a")
NAMESPACE = "https://fraud-detection.example/ns/oscal"
PLAN = "assessment plan"
MET = {
    Strength.SATISFIES: "Policies that satisfy it pass.",
    Strength.SUPPORTS: "Policies that support it in part pass.",
    Strength.CONTRADICTS: "A declared gap: what was asked of the system falls short of it.",
}


def drawn(evidence: Evidence) -> str:
    """The text of the file."""
    own = uuid5(NAMES, f"{evidence.date} {evidence.digest} {evidence.verdict.value} {sorted(evidence.counts.items())}")
    when, plan = f"{evidence.date}T00:00:00Z", str(uuid5(own, PLAN))
    observations = [_observation(each, at, own, when) for at, each in enumerate(evidence.findings)]
    known: dict[str, list[str]] = {}
    for each, observation in zip(evidence.findings, observations, strict=True):
        known.setdefault(each.policy, []).append(observation["uuid"])
    result = {
        "uuid": str(uuid5(own, "result")),
        "title": HEADLINES[evidence.verdict],
        "description": f"{counted(evidence.findings)}.",
        "start": when,
        "props": [_prop("verdict", evidence.verdict.value), *_digests(evidence)],
        "reviewed-controls": {"control-selections": [_selection(evidence)]},
        "observations": observations,
        "findings": [_finding(each, services, known, own) for each, services in evidence.services.items()],
    }
    results = {
        "uuid": str(own),
        "metadata": {
            "title": "Assessment of the synthesized infrastructure by its gate",
            "last-modified": when,
            "version": version("fraud-detection"),
            "oscal-version": OSCAL,
        },
        "import-ap": {"href": f"#{plan}", "remarks": "The plan is the rulebook, policies/, in its revision."},
        "results": [{name: value for name, value in result.items() if value != []}],
        "back-matter": {"resources": [{"uuid": plan, "title": "The rulebook", "remarks": "policies/"}]},
    }
    return json.dumps({"assessment-results": results}, indent=1) + "\n"


def _observation(finding: Finding, at: int, own: UUID, when: str) -> dict[str, Any]:
    said = "; ".join(filter(None, (finding.details, finding.remedy, finding.waiver))) or "passed"
    props = {"outcome": kind(finding), "policy": finding.policy, "place": finding.place, "engine": finding.source}
    return {
        "uuid": str(uuid5(own, f"observation {at}")),
        "description": printable(said),
        "props": [_prop(name, value) for name, value in props.items() if value.strip()],
        "methods": ["TEST"],
        "types": ["finding"],
        "collected": when,
    }


def _finding(
    control: Control, services: Sequence[Service], known: Mapping[str, Sequence[str]], own: UUID
) -> dict[str, Any]:
    together = outcome(finding for each in services for finding in each.findings)
    satisfied = together is Outcome.PASS and strength(services) is Strength.SATISFIES
    remarks = (
        MET[strength(services)] if together is Outcome.PASS else f"Of its policies, not all pass: {together.value}."
    )
    related = [{"observation-uuid": each} for service in services for each in known.get(service.policy.id, ())]
    found = {
        "uuid": str(uuid5(own, f"finding {_id(control)}")),
        "title": f"{control.standard} {control.number}",
        "description": control.title,
        "props": [_prop("source", control.source)],
        "target": {
            "type": "objective-id",
            "target-id": _id(control),
            "status": {
                "state": "satisfied" if satisfied else "not-satisfied",
                "reason": {Outcome.PASS: "pass" if satisfied else "other", Outcome.FAIL: "fail"}.get(together, "other"),
                "remarks": remarks,
            },
        },
        "related-observations": related,
    }
    return {name: value for name, value in found.items() if value != []}


def _selection(evidence: Evidence) -> Mapping[str, Any]:
    controls = [{"control-id": _id(each)} for each in evidence.services]
    return {"include-controls": controls} if controls else {"include-all": {}}


def _digests(evidence: Evidence) -> Iterator[Mapping[str, str]]:
    return (_prop("digest", each.digest) for each in evidence.judgements if each.digest)


def _id(control: Control) -> str:
    """As NIST's own catalogue has it, `sc-28.1`; of the other standards, `pci-dss-4.0.1_10.3.2`."""
    number = re.sub(r"\((\d+)\)", r".\1", control.number.lower())
    if control.standard.startswith("NIST"):
        return number
    return f"{control.standard.lower().replace(' ', '-')}_{number}"


def _prop(name: str, value: str) -> Mapping[str, str]:
    return {"name": name, "ns": NAMESPACE, "value": printable(value).strip()}

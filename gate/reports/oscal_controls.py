"""A control as OSCAL reports it: satisfied or not.

It is satisfied where a policy that satisfies it passes and nothing fails. Where policies only support it, or contradict
it, it is not, and the remarks say how far it is met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from gate.model import Outcome
from gate.reports.evidence import Service, outcome, strength
from gate.reports.oscal_catalog import statement
from gate.words import printable
from policies.core.control import Control, Strength

NAMESPACE = "https://fraud-detection.example/ns/oscal"
MET = {
    Strength.SATISFIES: "Policies that satisfy it pass.",
    Strength.SUPPORTS: "Policies that support it in part pass.",
    Strength.CONTRADICTS: "A declared gap: what was asked of the system falls short of it.",
}


def control_finding(
    control: Control, services: Sequence[Service], by_policy: Mapping[str, Sequence[str]], own: UUID
) -> Mapping[str, Any]:
    """OSCAL's finding on a control, with the observations of the policies that serve it."""
    name, part, catalogue = statement(control, own)
    ids = [uuid for service in services for uuid in by_policy.get(service.policy.id, ())]
    finding = {
        "uuid": str(uuid5(own, f"finding {name}")),
        "title": f"{control.standard} {control.number}",
        "description": control.title,
        "props": props({"source": control.source}),
        "links": [{"href": f"#{catalogue}", "rel": "reference"}],
        "target": {"type": "statement-id", "target-id": part, "status": _status(services)},
        "related-observations": [{"observation-uuid": uuid} for uuid in ids],
    }
    return without_empty(finding)


def _status(services: Sequence[Service]) -> Mapping[str, str]:
    together = outcome(finding for service in services for finding in service.findings)
    if together is not Outcome.PASS:
        reason = "fail" if together is Outcome.FAIL else "other"
        remarks = f"Of its policies, not all pass: {together.value}."
        return {"state": "not-satisfied", "reason": reason, "remarks": remarks}
    satisfied = strength(services) is Strength.SATISFIES
    state, reason = ("satisfied", "pass") if satisfied else ("not-satisfied", "other")
    return {"state": state, "reason": reason, "remarks": MET[strength(services)]}


def props(values: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    """The properties that have a value, in our own namespace."""
    shown = {name: printable(value).strip() for name, value in values.items()}
    return [{"name": name, "ns": NAMESPACE, "value": value} for name, value in shown.items() if value]


def without_empty(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """OSCAL's schema allows no empty list."""
    return {name: value for name, value in values.items() if value != []}

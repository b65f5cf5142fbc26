"""A control as OSCAL reports it: satisfied or not, which is all that it knows; the remarks have the status in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from gate.reports.evidence import Service
from gate.reports.oscal_catalog import statement
from gate.reports.status import MEANINGS, Status, status
from gate.words import printable
from policies.core.control import Control

NAMESPACE = "https://fraud-detection.example/ns/oscal"
REASONS = {Status.SATISFIED: "pass", Status.FAILS: "fail"}


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
    found = status(services)
    state = "satisfied" if found is Status.SATISFIED else "not-satisfied"
    remarks = f"{found.value}: {MEANINGS[found]}".capitalize()
    return {"state": state, "reason": REASONS.get(found, "other"), "remarks": f"{remarks}."}


def props(values: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    """The properties that have a value, in our own namespace."""
    shown = {name: printable(value).strip() for name, value in values.items()}
    return [{"name": name, "ns": NAMESPACE, "value": value} for name, value in shown.items() if value]


def without_empty(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """OSCAL's schema allows no empty list."""
    return {name: value for name, value in values.items() if value != []}

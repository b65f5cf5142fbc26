"""A control as OSCAL reports it: satisfied or not, which is all that it knows; the remarks have the status in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from gate.reports.evidence import Service
from gate.reports.status import MEANINGS, Status, status
from gate.words import printable
from policies.core.control import Control

NAMESPACE = "https://fraud-detection.example/ns/oscal"
REASONS = {Status.SATISFIED: "pass", Status.FAILS: "fail"}


def control_id(control: Control) -> str:
    """As NIST's own catalogue has it, `sc-28.1`; of the other standards, `pci-dss-4.0.1_10.3.2`."""
    number = re.sub(r"\((\d+)\)", r".\1", control.number.lower())
    if control.standard.startswith("NIST"):
        return number
    return f"{control.standard.lower().replace(' ', '-')}_{number}"


def control_finding(
    control: Control, services: Sequence[Service], by_policy: Mapping[str, Sequence[str]], own: UUID
) -> Mapping[str, Any]:
    """OSCAL's finding on a control, with the observations of the policies that serve it."""
    ids = [uuid for service in services for uuid in by_policy.get(service.policy.id, ())]
    finding = {
        "uuid": str(uuid5(own, f"finding {control_id(control)}")),
        "title": f"{control.standard} {control.number}",
        "description": control.title,
        "props": [prop("source", control.source)],
        "target": {"type": "objective-id", "target-id": control_id(control), "status": _status(services)},
        "related-observations": [{"observation-uuid": uuid} for uuid in ids],
    }
    return without_empty(finding)


def _status(services: Sequence[Service]) -> Mapping[str, str]:
    found = status(services)
    state = "satisfied" if found is Status.SATISFIED else "not-satisfied"
    remarks = f"{found.value}: {MEANINGS[found]}".capitalize()
    return {"state": state, "reason": REASONS.get(found, "other"), "remarks": f"{remarks}."}


def prop(name: str, value: str) -> Mapping[str, str]:
    """A property in our own namespace."""
    return {"name": name, "ns": NAMESPACE, "value": printable(value).strip()}


def without_empty(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """OSCAL's schema allows no empty list."""
    return {name: value for name, value in values.items() if value != []}

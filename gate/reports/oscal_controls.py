"""A control, or a sentence of what was asked, as OSCAL reports it.

It is satisfied or not, which is all that OSCAL knows; the remarks have the status in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from gate.reports.asked import asked
from gate.reports.evidence import Evidence
from gate.reports.oscal_catalog import ASKED, statement
from gate.reports.status import MEANINGS, Status, status
from gate.words import printable
from policies.core.control import Control

NAMESPACE = "https://fraud-detection.example"
REASONS = {Status.SATISFIED: "pass", Status.FAILS: "fail"}


class Reviewed(NamedTuple):
    """A control, or a sentence of what was asked, how it fares, the policies that serve it, and what else is known."""

    control: Control
    status: Status
    policies: Sequence[str]
    more: Mapping[str, str] = MappingProxyType({})


def reviewed(evidence: Evidence) -> Iterator[Reviewed]:
    """What was asked of the system, then the controls of the standards."""
    for said in asked(evidence):
        control = Control(ASKED, said.id, said.sentence, "the request, policies/asked.toml")
        more = {"values": said.values, "beyond": said.beyond}
        yield Reviewed(control, said.status, [holding.policy for holding in said.holding], more)
    for control, services in evidence.services.items():
        yield Reviewed(control, status(services), [service.policy.id for service in services])


def control_finding(known: Reviewed, by_policy: Mapping[str, Sequence[str]], own: UUID) -> Mapping[str, Any]:
    """OSCAL's finding on it, with the observations of the policies that serve it."""
    control = known.control
    name, part, catalogue = statement(control, own)
    ids = [uuid for policy in known.policies for uuid in by_policy.get(policy, ())]
    finding = {
        "uuid": str(uuid5(own, f"finding {name}")),
        "title": f"{control.standard} {control.number}",
        "description": control.title,
        "props": props({"source": control.source, **known.more}),
        "links": [{"href": f"#{catalogue}", "rel": "reference"}],
        "target": {"type": "statement-id", "target-id": part, "status": _status(known.status)},
        "related-observations": [{"observation-uuid": uuid} for uuid in ids],
    }
    return without_empty(finding)


def _status(found: Status) -> Mapping[str, str]:
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

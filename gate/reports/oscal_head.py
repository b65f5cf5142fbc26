"""Where OSCAL's results come from: the head as properties, and the tools, with their versions, as components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.oscal_controls import props


def origin(evidence: Evidence) -> Mapping[str, Any]:
    """For the metadata: the facts of the head, each name in one word as OSCAL has it, and the repository, if known."""
    repository = evidence.origin.repository
    links = {"links": [{"href": repository, "rel": "reference", "text": "the repository"}]} if repository else {}
    return {"props": props({name.replace(" ", "-"): value for name, value in head(evidence).items()}), **links}


def tools(evidence: Evidence, own: UUID) -> Mapping[str, Any]:
    """By what was assessed; nothing where that is not known."""
    components = [
        {
            "uuid": str(uuid5(own, f"tool {name}")),
            "type": "software",
            "title": name,
            "description": f"{name} {version}, which the gate judges with.",
            "props": [{"name": "version", "value": version}],
            "status": {"state": "operational"},
        }
        for name, version in evidence.attested.tools.items()
    ]
    used = [{"component-uuid": component["uuid"]} for component in components]
    platform = {"uuid": str(uuid5(own, "platform")), "title": "The gate", "uses-components": used}
    assets = {"components": components, "assessment-platforms": [platform]}
    return {"assessment-assets": assets} if components else {}

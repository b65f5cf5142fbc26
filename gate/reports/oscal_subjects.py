"""What was judged, as OSCAL has it: a component for each assessed file, an inventory item for each place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from gate.model import Assessment, Finding
from gate.reports.evidence import Evidence
from gate.reports.oscal_controls import props, without_empty
from gate.words import ALONE, printable


def local_definitions(evidence: Evidence, own: UUID) -> Mapping[str, Any]:
    """The components and the inventory items of a run."""
    pairs = list(zip(evidence.assessments, evidence.by_assessment, strict=True))
    components = [_component(assessment, own, at) for at, assessment in enumerate(evidence.assessments)]
    items = (item for at, (assessment, found) in enumerate(pairs) for item in _items(assessment, found, own, at))
    # A file that was given twice has its places once.
    return {"components": components, "inventory-items": list({item["uuid"]: item for item in items}.values())}


def subject(place: str, own: UUID) -> Mapping[str, str]:
    """The reference to the inventory item of a place."""
    return {"subject-uuid": _item_id(place, own), "type": "inventory-item"}


def _component(assessment: Assessment, own: UUID, at: int) -> Mapping[str, Any]:
    alone = f" It was {ALONE}." if assessment.alone else ""
    return without_empty(
        {
            "uuid": _component_id(own, at),
            "type": "software",
            "title": printable(assessment.label).strip() or "a file",
            "description": printable(f"What {assessment.file} describes, as it was synthesized.{alone}"),
            "props": props({"digest": assessment.digest, "file": assessment.file}),
            # What is judged is not deployed yet.
            "status": {"state": "under-development"},
        }
    )


def _items(assessment: Assessment, found: Sequence[Finding], own: UUID, at: int) -> Iterator[Mapping[str, Any]]:
    resources = {resource.place: resource for resource in assessment.resources}
    places = {named.place: finding.place for named, finding in zip(found, assessment.findings, strict=True)}
    for place, original in places.items():
        resource = resources.get(original)
        about = {"address": resource.address, "type": resource.type} if resource else {}
        yield without_empty(
            {
                "uuid": _item_id(place, own),
                "description": printable(place).strip() or "no place",
                "props": props(about),
                "implemented-components": [{"component-uuid": _component_id(own, at)}],
            }
        )


def _component_id(own: UUID, at: int) -> str:
    return str(uuid5(own, f"component {at}"))


def _item_id(place: str, own: UUID) -> str:
    return str(uuid5(own, f"place {place.encode(errors='surrogatepass').hex()}"))

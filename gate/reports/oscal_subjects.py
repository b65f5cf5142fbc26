"""What was judged, as OSCAL has it: a component for each assessed file, an inventory item for each place in it.

A component stands for all blocks of its file: what is true of each of them is said of it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from gate.model import Assessment, Finding
from gate.reports.evidence import Evidence
from gate.reports.oscal_controls import props, without_empty
from gate.words import ALONE, printable
from policies.core.deployed_folder import TYPES as FOLDER_TYPES


def local_definitions(evidence: Evidence, own: UUID) -> Mapping[str, Any]:
    """The components and the inventory items of a run."""
    pairs = list(zip(evidence.assessments, evidence.by_assessment, strict=True))
    components = [_component(assessment, own, at) for at, assessment in enumerate(evidence.assessments)]
    items = (item for at, (assessment, found) in enumerate(pairs) for item in _items(assessment, found, own, at))
    # A file that was given twice has its places once.
    return {"components": components, "inventory-items": list({item["uuid"]: item for item in items}.values())}


class Subjects:
    """The references to what findings are about."""

    def __init__(self, evidence: Evidence, own: UUID) -> None:
        self._own = own
        pairs = zip(evidence.assessments, evidence.by_assessment, strict=True)
        self._blocks = [frozenset(_blocks(assessment, found)) for assessment, found in pairs]

    def of(self, places: Sequence[str]) -> Sequence[Mapping[str, str]]:
        """Of all blocks of a file its component, of other places their inventory items."""
        named, found = frozenset(places), []
        for at, blocks in enumerate(self._blocks):
            if len(blocks) > 1 and blocks <= named:
                named -= blocks
                found.append({"subject-uuid": _component_id(self._own, at), "type": "component"})
        items = [place for place in places if place in named]
        return [*found, *({"subject-uuid": _item_id(place, self._own), "type": "inventory-item"} for place in items)]


def _blocks(assessment: Assessment, found: Sequence[Finding]) -> Iterator[str]:
    names = {finding.place: named.place for finding, named in zip(assessment.findings, found, strict=True)}
    for resource in assessment.resources:
        if resource.type not in FOLDER_TYPES and resource.place in names:
            yield names[resource.place]


def _component(assessment: Assessment, own: UUID, at: int) -> Mapping[str, Any]:
    alone = f" It was {ALONE}." if assessment.alone else ""
    return without_empty(
        {
            "uuid": _component_id(own, at),
            "type": "software",
            "title": printable(assessment.label).strip() or "a file",
            "description": printable(f"What {assessment.file} describes, as it was synthesized.{alone}"),
            "remarks": "As a subject it stands for each of its inventory items that has an address.",
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
        about = {"type": resource.type} if resource else {}
        if resource and resource.type not in FOLDER_TYPES:
            about["address"] = resource.address
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

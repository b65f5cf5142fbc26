"""A bill of materials as CycloneDX has it: of what, of which run, and as the same text each time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6

from gate.provenance.attestation import Statement
from gate.sbom.run import NAME, facts, serial_number, timestamp


def bill(
    what: str,
    digest: str,
    statement: Statement,
    needs: Mapping[Component, Sequence[Component]],
    direct: Collection[Component],
) -> Bom:
    """The bill of `needs`, each component with those that it needs; `direct` are those that the project itself needs.

    It is of the run of an attestation. `digest` is that of what is described: with the same one and the same time, the
    serial number is the same.
    """
    root = _root(statement)
    bom = Bom(
        serial_number=serial_number(what, digest, statement),
        metadata=BomMetaData(component=root, timestamp=timestamp(statement)),
        components=needs,
    )
    bom.register_dependency(root, direct)
    for component, needed in needs.items():
        bom.register_dependency(component, needed)
    return bom


def written(bom: Bom) -> str:
    """It as the text of a file."""
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def sha256(digest: str) -> HashType:
    """A digest in hexadecimal."""
    return HashType(alg=HashAlgorithm.SHA_256, content=digest)


def said(name: str, value: str) -> Property:
    """A fact for which CycloneDX has no field."""
    return Property(name=f"{NAME}:{name}", value=value)


def _root(statement: Statement) -> Component:
    return Component(
        name=NAME,
        version=statement.attested.tools[NAME],
        type=ComponentType.APPLICATION,
        bom_ref=NAME,
        properties=[said(name, value) for name, value in facts(statement).items()],
    )

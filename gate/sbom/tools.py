"""The bill of the environment that judges: each package of its lock, by whom it is needed, with its hashes."""

from __future__ import annotations

from collections.abc import Sequence

from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from packageurl import PackageURL

from gate.provenance.attestation import Statement
from gate.sbom.bill import bill, said, sha256
from gate.sbom.lock import BY_PROJECT, Package, packages

SAYS = "The files of this version that may be installed."


def tools(lock: str, digest: str, statement: Statement) -> Bom:
    """The bill of a lock, whose digest this is; raises NotLocked."""
    locked = packages(lock)
    components = {package: _component(package) for package in locked}
    needs = {components[package]: _needed(package, components) for package in locked}
    direct = [components[package] for package in locked if BY_PROJECT in package.asked_by]
    return bill("tools", digest, statement, needs, direct)


def _needed(package: Package, components: dict[Package, Component]) -> Sequence[Component]:
    return [component for other, component in components.items() if package.name in other.asked_by]


def _component(package: Package) -> Component:
    url = PackageURL("pypi", name=package.name, version=package.version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        # The lock names no place from which they come.
        url=XsUri(str(url)),
        hashes=map(sha256, package.digests),
        comment=SAYS,
    )
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(url),
        purl=url,
        external_references=[files],
        properties=[said("marker", package.marker)] if package.marker else (),
    )

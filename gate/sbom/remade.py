"""A bill of materials made once more from the parts that it lists: what else stands in one, the gate did not write."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from cyclonedx.model.bom import Bom

from gate.provenance.attestation import Statement
from gate.reports.names import SBOM_OF_BUNDLES
from gate.sbom.bill import written
from gate.sbom.bundles import IMPORTED, RUNTIME, Packed, of_parts
from gate.sbom.lock import BY_PROJECT, Package, text
from gate.sbom.run import LOCK, NAME
from gate.sbom.tools import tools

BUNDLE = ".zip"
DIGEST = re.compile(r"[0-9a-f]{64}")
AWS_RUNTIME = re.compile(r"[a-z0-9.]+")


def remade(name: str, bill: Any, statement: Statement) -> bytes:
    """The bytes of the file; raises ValueError, LookupError and TypeError where the bill lists something else."""
    bom = (_bundles if name == SBOM_OF_BUNDLES else _tools)(bill, statement)
    return written(bom).encode()


def _bundles(bill: Any, statement: Statement) -> Bom:
    """Made of the attested files, and of what the bill says is in each bundle, which no attestation names."""
    needs = _needs(bill)
    packed = [_packed(known, needs[known["bom-ref"]]) for known in bill["components"] if "components" in known]
    attested = statement.attested.subjects
    if sorted(each.path for each in packed) != sorted(path for path in attested if path.endswith(BUNDLE)):
        raise ValueError("other bundles")
    return of_parts(packed, attested, statement)


def _packed(component: Any, needed: Sequence[str]) -> Packed:
    path, members = component["bom-ref"], {}
    for member in component["components"]:
        (found,) = member["hashes"]
        members[member["name"]] = _matching(DIGEST, found["content"])
    (runtime,) = _after(RUNTIME, needed)
    imports = tuple(name for name in _after(IMPORTED, needed) if name.isidentifier())
    return Packed(path, PurePosixPath(path).stem, members, _matching(AWS_RUNTIME, runtime), imports)


def _tools(bill: Any, statement: Statement) -> Bom:
    """Made of the attested lock, which is written once more, too: its digest tells whether the bill lists all of it."""
    needs = _needs(bill)
    asking = {known["bom-ref"]: known["name"] for known in bill["components"]} | {NAME: BY_PROJECT}
    lock = text([_package(known, needs, asking) for known in bill["components"]])
    digest = hashlib.sha256(lock.encode()).hexdigest()
    if digest != statement.attested.inputs[LOCK]:
        raise ValueError("another lock")
    return tools(lock, digest, statement)


def _package(component: Any, needs: Mapping[str, Sequence[str]], asking: Mapping[str, str]) -> Package:
    (files,) = component["externalReferences"]
    asked_by = {asking[other] for other, needed in needs.items() if component["bom-ref"] in needed}
    marker = next((known["value"] for known in component.get("properties", ())), "")
    digests = tuple(known["content"] for known in files["hashes"])
    return Package(component["name"], component["version"], marker, digests, tuple(asked_by))


def _needs(bill: Any) -> Mapping[str, Sequence[str]]:
    return {known["ref"]: known.get("dependsOn", ()) for known in bill["dependencies"]}


def _after(start: str, names: Sequence[str]) -> Iterator[str]:
    return (name.removeprefix(start) for name in names if name.startswith(start))


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"not {pattern.pattern}")
    return value

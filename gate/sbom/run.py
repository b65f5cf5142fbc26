"""The run that a bill of materials is of: what the bill says of it, and whether that is so."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from gate.moment import FORMAT
from gate.provenance.attestation import Statement
from gate.provenance.digests import listed
from gate.provenance.resource import PROJECT, VERIFIER
from gate.reports.names import BILLS, SBOM_OF_BUNDLES, SBOM_OF_TOOLS
from policies.core.strict_json import loads

NAME = "fraud-detection"
LOCK = "requirements.lock"
AGAIN = "make both again with `gate sbom`"
NO_BILL = (ValueError, LookupError, TypeError, AttributeError)


def serial_number(what: str, digest: str, statement: Statement) -> uuid.UUID:
    """Of the bill of what has this digest, in the run of an attestation."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{PROJECT}/{what}?checksum=sha256:{digest}#{statement.time}")


def timestamp(statement: Statement) -> datetime:
    """The time of the run."""
    return datetime.strptime(statement.time, FORMAT).replace(tzinfo=UTC)


def facts(statement: Statement) -> Mapping[str, str]:
    """What a bill says of the run, by name."""
    tree = statement.attested.tree
    return {
        "commit": tree.commit,
        "tree": "differs from the commit" if tree.changed else "is as the commit holds it",
        "verifier": VERIFIER,
        "verdict": statement.verdict.value,
    }


def misfits(held: Mapping[str, bytes], statement: Statement) -> Iterator[str]:
    """A line for each bill that is not of the run of the attestation, or is missing beside the other one."""
    there = [name for name in BILLS if name in held]
    for name in BILLS if there else ():
        if name not in held:
            yield f"{name}: is missing, and {there[0]} is there; {AGAIN}"
        elif not _is_of(name, held[name], statement):
            yield f"{name}: is no bill of materials of the attested run; {AGAIN}"


def _is_of(name: str, data: bytes, statement: Statement) -> bool:
    try:
        bill: Any = loads(data.decode())
        return _said(bill) == _expected(name, statement) and (name != SBOM_OF_BUNDLES or _lists(bill, statement))
    except NO_BILL:
        return False


def _said(bill: Any) -> Mapping[str, Any]:
    root = bill["metadata"]["component"]
    properties = sorted((known["name"], known["value"]) for known in root["properties"])
    about = {"name": root["name"], "version": root["version"], "properties": properties}
    return {**about, "serial": bill["serialNumber"], "time": bill["metadata"]["timestamp"]}


def _expected(name: str, statement: Statement) -> Mapping[str, Any]:
    attested = statement.attested
    made_of = {
        SBOM_OF_BUNDLES: ("bundles", listed(attested.subjects)),
        SBOM_OF_TOOLS: ("tools", attested.inputs[LOCK]),
    }
    properties = sorted((f"{NAME}:{fact}", value) for fact, value in facts(statement).items())
    about = {"name": NAME, "version": attested.tools[NAME], "properties": properties}
    serial = serial_number(*made_of[name], statement).urn
    return {**about, "serial": serial, "time": timestamp(statement).isoformat()}


def _lists(bill: Any, statement: Statement) -> bool:
    """Whether the files that it lists are those that were judged, each with its attested digest."""
    components = [known for known in bill["components"] if "hashes" in known]
    listed_files = sorted((known["bom-ref"], _sha256(known)) for known in components)
    return listed_files == sorted(statement.attested.subjects.items())


def _sha256(component: Any) -> str:
    (found,) = component["hashes"]
    return str(found["content"]) if found["alg"] == "SHA-256" else ""

"""The bills of materials of a made-up run, with no more than what is held to its attestation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gate.provenance.attestation import Statement
from gate.provenance.digests import listed
from gate.reports.names import BILLS
from gate.sbom.run import LOCK, NAME, facts, serial_number, timestamp


def bills(run: Statement) -> Mapping[str, bytes]:
    """The bytes of each, by the name of its file."""
    made_of = (("bundles", listed(run.attested.subjects)), ("tools", run.attested.inputs[LOCK]))
    return {name: json.dumps(_bill(run, *what)).encode() for name, what in zip(BILLS, made_of, strict=True)}


def _bill(run: Statement, what: str, digest: str) -> Mapping[str, Any]:
    properties = [{"name": f"{NAME}:{fact}", "value": value} for fact, value in facts(run).items()]
    root = {"name": NAME, "version": run.attested.tools[NAME], "properties": properties}
    files = [
        {"bom-ref": name, "hashes": [{"alg": "SHA-256", "content": content}]}
        for name, content in run.attested.subjects.items()
    ]
    return {
        "serialNumber": serial_number(what, digest, run).urn,
        "metadata": {"timestamp": timestamp(run).isoformat(), "component": root},
        "components": files if what == "bundles" else [],
    }

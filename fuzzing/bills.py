"""The bills of materials of a made-up run, and the lock that it names."""

from __future__ import annotations

from collections.abc import Mapping

from gate.provenance.attestation import Statement
from gate.reports.names import BILLS
from gate.sbom.bill import written
from gate.sbom.bundles import of_parts
from gate.sbom.lock import BY_PROJECT, Package, text
from gate.sbom.run import LOCK
from gate.sbom.tools import tools

LOCKED = text(
    [
        Package("click", "8.5.1", "", ("1" * 64, "2" * 64), (BY_PROJECT,)),
        Package("colorama", "0.4.6", "sys_platform == 'win32'", ("3" * 64,), ("click",)),
    ]
)


def bills(run: Statement) -> Mapping[str, bytes]:
    """The bytes of each, by the name of its file."""
    made = (of_parts((), run.attested.subjects, run), tools(LOCKED, run.attested.inputs[LOCK], run))
    return {name: written(bill).encode() for name, bill in zip(BILLS, made, strict=True)}

"""Whether bills of materials are those of an attested run: each is made once more from what it lists, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gate.provenance.attestation import Statement
from gate.reports.names import BILLS
from policies.core.strict_json import loads

AGAIN = "make both again with `gate sbom`"
NO_BILL = (ValueError, LookupError, TypeError, AttributeError)


def misfits(held: Mapping[str, bytes], statement: Statement) -> Iterator[str]:
    """A line for each bill that is not of the run of the attestation, or is missing beside the other one."""
    there = [name for name in BILLS if name in held]
    for name in BILLS if there else ():
        if name not in held:
            yield f"{name}: is missing, and {there[0]} is there; {AGAIN}"
        elif not _is_of(name, held[name], statement):
            yield f"{name}: is no bill of materials of the attested run; {AGAIN}"


def _is_of(name: str, data: bytes, statement: Statement) -> bool:
    # Imported here, since most evidence has no bills, and CycloneDX takes its time.
    from gate.sbom.remade import remade  # noqa: PLC0415

    try:
        return remade(name, loads(data.decode()), statement) == data
    except NO_BILL:
        return False

"""The reports of a run beside the digests that its attestation has of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from gate.provenance.attestation import Statement
from gate.provenance.digests import content

REMEDY = "take it from the archive of that run, or run the gate again"


def exchanged(statement: Statement, found: Mapping[str, str]) -> Iterator[str]:
    """A line for each report that is missing, or whose digest is not the attested one."""
    if not statement.byproducts:
        yield "the attestation names no report; run the gate again"
    for name, digest in sorted(statement.byproducts.items()):
        if name not in found:
            yield f"{name}: is missing, and was attested; {REMEDY}"
        elif found[name] != digest:
            yield f"{name}: is not the report of the attested run; {REMEDY}"


def exchanged_beside(statement: Statement, folder: Path) -> Iterator[str]:
    """The same of those reports that lie in a folder; an attestation may be kept without any."""
    there = {name: content(folder / name) for name in statement.byproducts if (folder / name).exists()}
    attested = {name: digest for name, digest in statement.byproducts.items() if name in there}
    if attested:
        yield from exchanged(replace(statement, byproducts=attested), there)

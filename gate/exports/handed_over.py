"""Evidence as it was handed over, a folder of reports or the archive, beside the attestation of its run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from gate.exports import attestations, deploys
from gate.exports.archive import unpacked
from gate.exports.attestations import AGAIN
from gate.exports.bundle import DERIVED, SUMS, exported
from gate.exports.deploys import is_entry
from gate.provenance.attestation import Statement
from gate.provenance.byproducts import exchanged
from gate.regular_file import read as read_file
from gate.reports.attestation import byproducts
from gate.reports.names import ATTESTATION, BILLS, NAMES, SIGNED
from gate.sbom.misfits import misfits

# What the rest of the archive is made from.
OF_A_RUN = (*NAMES, SIGNED, *BILLS)
GIVEN = (*OF_A_RUN, deploys.NOTE)
KNOWN = (*GIVEN, *DERIVED, deploys.DEPLOYS, deploys.CONTROLS, SUMS)
# What no attestation names: the attestations themselves, and what was not made by the run.
UNNAMED = (ATTESTATION, SIGNED, *BILLS, deploys.NOTE)


def handed_over(path: Path) -> Mapping[str, bytes]:
    """The bytes of each file by its name; of a folder those alone that evidence has.

    Raises NotEvidence and OSError.
    """
    if path.is_dir():
        entries = sorted(f"{deploys.FOLDER}{found.name}" for found in (path / deploys.FOLDER).glob("*"))
        return {name: read_file(path / name) for name in (*KNOWN, *entries) if os.path.lexists(path / name)}
    return unpacked(read_file(path, follow=True))


def differing(held: Mapping[str, bytes], statement: Statement, *, archived: bool = False) -> Iterator[str]:
    """A line for each file that is not as the attested run wrote it, or as it follows from what it wrote.

    An archive is a whole one, and so is a folder that holds anything that a run does not write.
    """
    lines = [*exchanged(statement, byproducts(held)), *_foreign(held)]
    lines = lines or [*misfits(held, statement), *deploys.misfits(held)]
    if not lines and (archived or held.keys() - {*OF_A_RUN}):
        lines = [*_missing(held)] or [*_derived(held), *_unnamed(held)] or [*_sums(held)]
    yield from lines or attestations.misfits(held, statement)


def _foreign(held: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted(held.keys() - {*KNOWN}):
        if not is_entry(name):
            yield f"{name}: is no part of the evidence; remove it"


def _missing(held: Mapping[str, bytes]) -> Iterator[str]:
    yield from (f"{name}: is missing; {AGAIN}" for name in (SUMS, ATTESTATION) if name not in held)


def _derived(held: Mapping[str, bytes]) -> Iterator[str]:
    """The tables, which are made from the attested verdict, and from the ledger's entries, once more."""
    given = _given(held)
    expected = exported(given, SIGNED)
    for name in sorted(expected.keys() - given.keys() - {SUMS}):
        if name not in held:
            yield f"{name}: is missing; {AGAIN}"
        elif held[name] != expected[name]:
            yield f"{name}: does not follow from {_source(name)}; {AGAIN}"
    for name in sorted(held.keys() - expected.keys()):
        yield f"{name}: is no part of the evidence; remove it"


def _unnamed(held: Mapping[str, bytes]) -> Iterator[str]:
    packed = dict(line.split("  ")[::-1] for line in held[SUMS].decode(errors="replace").splitlines() if "  " in line)
    for name in (*UNNAMED, *filter(is_entry, sorted({*packed, *held}))):
        if name in packed and name not in held:
            yield f"{name}: is missing; {AGAIN}"
        elif name in held and packed.get(name) != hashlib.sha256(held[name]).hexdigest():
            yield f"{name}: is not the file of which {SUMS} has the digest; {AGAIN}"


def _sums(held: Mapping[str, bytes]) -> Iterator[str]:
    if held[SUMS] != exported(_given(held), SIGNED)[SUMS]:
        yield f"{SUMS}: does not have the digests of these files; {AGAIN}"


def _given(held: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {name: content for name, content in held.items() if name in GIVEN or is_entry(name)}


def _source(name: str) -> str:
    return "the entries of the ledger" if name in {deploys.DEPLOYS, deploys.CONTROLS} else "verdict.json"

"""Evidence that was handed over (gate/exports): where nothing differs, each file is the one of the attested run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from fuzzing.attested import STATEMENT, keys
from fuzzing.bills import LOCKED, bills
from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from fuzzing.targets import ledger_entry
from gate.cli.verify_reports import NO_EVIDENCE
from gate.exports.archive import NotEvidence, archive
from gate.exports.bundle import CSV, SUMS, XLSX, exported
from gate.exports.deploys import FOLDER, NOTE, SAID, packed
from gate.exports.handed_over import differing, handed_over
from gate.ledger.entry import NOTHING
from gate.ledger.store import Held
from gate.ledger.verified import chained
from gate.provenance.attestation import Statement
from gate.provenance.envelope import signed
from gate.reports.attestation import byproducts
from gate.reports.names import ATTESTATION, BILLS, NAMES, SIGNED
from gate.sbom.run import LOCK, NAME
from gate.words import printable

ENTRY = f"{FOLDER}{ledger_entry.FIRST}"


def run(data: bytes) -> None:
    """Reads the archive, and compares it with what was attested."""
    try:
        held = handed_over(given(data, "evidence.zip"))
    except NotEvidence as error:
        refused(error)
        return
    try:
        lines = [*differing(held, statement(), archived=True)]
    except NO_EVIDENCE:
        return  # the command says that it is no evidence
    for line in lines:
        require(len(printable(line).splitlines()) == 1, "tells in several lines what differs")
    if not lines:
        _is_the_run(held)


def _is_the_run(held: Mapping[str, bytes]) -> None:
    expected = _files()
    for name in statement().byproducts:
        require(held[name] == expected[name], f"takes another {name} for the attested one")
    if {*BILLS} & held.keys():
        require(all(held[name] == expected[name] for name in BILLS), "takes another bill for the run's")
    if NOTE in held:
        head = hashlib.sha256(held[ENTRY]).hexdigest() if ENTRY in held else NOTHING
        require(f"\nhead: sha256:{head}\n".encode() in held[NOTE], "takes other entries for those of the note")
    require({SUMS, ATTESTATION} <= held.keys() <= expected.keys(), "takes more or less than an archive for one")
    for name in (CSV, XLSX) if ENTRY in held else (CSV,):  # the workbook has the ledger as well
        require(held[name] == expected[name], f"takes another {name} for the derived one")


@cache
def statement() -> Statement:
    """What attests the reports below."""
    reports = {name: content for name, content in _reports().items() if name not in (ATTESTATION, SIGNED)}
    inputs = {**STATEMENT.attested.inputs, LOCK: hashlib.sha256(LOCKED.encode()).hexdigest()}
    attested = replace(STATEMENT.attested, inputs=inputs, tools={**STATEMENT.attested.tools, NAME: "0"})
    return replace(STATEMENT, attested=attested, byproducts=byproducts(reports))


def _reports() -> dict[str, bytes]:
    policies = [{"policy": "FRAUD_LOG_1", "status": "held"}]
    asked = [{"id": "logs", "sentence": "Logs end.", "policies": policies, "status": "held"}]
    found = {"source": "judge", "policy": "FRAUD_LOG_1", "outcome": "pass", "places": {"logs": ["retention"]}}
    verdict = {
        "verdict": "open",
        "head": {"judged at": STATEMENT.time, "commit": "a"},
        "asked": asked,
        "controls": [],
        "counts": {"pass": 1},
        "files": [{"file": "a", "digest": "sha256:0"}],
        "gaps": [],
        "declined": [],
        "policies": [{"id": "FRAUD_LOG_1", "title": "Logs end"}],
        "resources": [{"place": "logs", "address": "aws_x.logs", "values": {"retention": "7"}}],
        "findings": [found],
    }
    reports = {name: b"a report" for name in NAMES if name != ATTESTATION}
    return {**reports, "verdict.json": json.dumps(verdict).encode()}


@cache
def _files() -> Mapping[str, bytes]:
    """All files of the archive."""
    text = statement().text()
    reports = {
        **_reports(),
        ATTESTATION: text.encode(),
        SIGNED: signed(text, keys("ours").private).encode(),
        **bills(statement()),
        **_ledger(),
    }
    return exported(reports, SIGNED)


def _ledger() -> Mapping[str, bytes]:
    """Of one deploy."""
    files = {ledger_entry.FIRST: signed(next(ledger_entry.seeds()).decode(), keys("ours").private).encode()}
    return packed(files, chained(Held(files), ()), dict.fromkeys(SAID, "made up"))


def seeds() -> Iterator[bytes]:
    """The whole archive, one with nothing but what the run wrote, and one of the reports alone."""
    yield archive(_files())
    yield archive(exported({name: content for name, content in _files().items() if name in (*NAMES, SIGNED)}, SIGNED))
    yield archive({name: content for name, content in _files().items() if name in (*NAMES, SIGNED)})

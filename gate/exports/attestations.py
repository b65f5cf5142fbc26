"""Both attestations in the evidence: each as the gate writes it, and of the run that wrote the verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gate.moment import day, whole
from gate.provenance.attestation import Statement, read
from gate.provenance.envelope import BadSignature, unchecked
from gate.provenance.fields import BrokenAttestation
from gate.provenance.verification import ages
from gate.reports.names import ATTESTATION, SIGNED

AGAIN = "ask for the archive again, or run the gate and sign again"
NOT_SAID = (BadSignature, BrokenAttestation)
# How long after its run the gate signs an attestation, in days.
SIGNED_WITHIN = 1


def misfits(held: Mapping[str, bytes], statement: Statement) -> Iterator[str]:
    """A line for each attestation that does not say what the verified one says; only their times may differ.

    The unsigned one has the time of the verdict, the signed one that of signing.
    """
    judged = whole(json.loads(held["verdict.json"])["head"]["judged at"].partition(" ")[0])
    for name in (ATTESTATION, SIGNED):
        try:
            found = _read(held[name]) if name in held else None
        except ValueError as error:  # no text, no envelope, or no attestation
            yield f"{name}: {error if isinstance(error, NOT_SAID) else 'is not UTF-8'}; {AGAIN}"
            continue
        if found and replace(found, time=statement.time) != statement:
            yield f"{name}: does not say what the other attestation says; {AGAIN}"
        elif found and not _is_timely(name, found.time, judged):
            yield f"{name}: is of {found.time}, and the verdict of {judged}; {AGAIN}"


def _read(data: bytes) -> Statement:
    text = unchecked(data.decode())
    statement = read(text)
    if statement.text() != text:
        raise BrokenAttestation("says more than the gate writes, or in another form")
    return statement


def _is_timely(name: str, time: str, judged: str) -> bool:
    return time == judged if name == ATTESTATION else not [*ages(judged, day(time), SIGNED_WITHIN)]

"""Comparing an attestation with what is there now: everything that does not match, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gate.provenance.attestation import PASSED, Statement
from gate.provenance.attested import Attested

DIGEST_LENGTH = 64  # of SHA-256 in hexadecimal; what cannot be read has none


def mismatches(statement: Statement, now: Attested, *, today: date, days: int) -> Iterator[str]:
    """What does not match, a line each; nothing where the attestation holds."""
    if statement.result != PASSED:
        yield f"the gate was not open: {statement.result}"
    age = (today - statement.verified).days
    if age > days:
        yield f"the attestation is of {statement.verified}, {age} days old; run the gate again"
    elif age < 0:
        yield f"the attestation is of {statement.verified}, which is yet to come"
    then = statement.attested
    if not then.subjects:
        yield "the attestation is of no file"
    yield from _differing(then.subjects, now.subjects, "lies beside the stack, and was not judged")
    yield from _differing(then.inputs, now.inputs, "is among what judges now, and was not then")
    for name in sorted({*then.tools, *now.tools}):
        if then.tools.get(name) != now.tools.get(name):
            yield f"{name}: is {now.tools.get(name, 'missing')} now, and was {then.tools.get(name, 'missing')}"


def _differing(then: Mapping[str, str], now: Mapping[str, str], new: str) -> Iterator[str]:
    for name in sorted({*then, *now}):
        if name not in now:
            yield f"{name}: is missing, and was attested"
        elif name not in then:
            yield f"{name}: {new}"
        elif then[name] != now[name] or len(now[name]) != DIGEST_LENGTH:
            yield f"{name}: its bytes are not the attested ones"

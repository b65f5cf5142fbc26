"""Holding an attestation against what is there now: all that does not fit, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gate.provenance.attested import Attested
from gate.reports.attestation import PASSED, STATEMENT, SUMMARY
from policies.core import strict_json


class BrokenAttestation(ValueError):
    """It is no attestation of the gate's; the message says why, in one line."""


@dataclass(frozen=True)
class Statement:
    """What an attestation says: of what, on which day, with which result."""

    attested: Attested
    verified: date
    result: str


def read(text: str) -> Statement:
    """The statement in this text; raises BrokenAttestation."""
    try:
        said: Any = strict_json.loads(text)
        if (said["_type"], said["predicateType"]) != (STATEMENT, SUMMARY):
            raise BrokenAttestation("is no verification summary")
        predicate = said["predicate"]
        attested = Attested(
            _digests(said["subject"]), _digests(predicate["inputs"]), dict(predicate["verifier"]["version"])
        )
        verified = datetime.strptime(predicate["timeVerified"], "%Y-%m-%dT%H:%M:%SZ").date()
        return Statement(attested, verified, predicate["verificationResult"])
    except BrokenAttestation:
        raise
    except strict_json.NotJson as error:
        raise BrokenAttestation(f"is no attestation: {error}") from None
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BrokenAttestation(f"is no attestation of the gate's: {type(error).__name__}: {error}") from None


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
        elif then[name] != now[name] or len(now[name]) != 64:
            yield f"{name}: its bytes are not the attested ones"


def _digests(described: Any) -> Mapping[str, str]:
    found = {each["name"]: each["digest"]["sha256"] for each in described}
    if len(found) != len(described) or not all(isinstance(each, str) for pair in found.items() for each in pair):
        raise BrokenAttestation("names a file twice, or without a digest")
    return found

"""An attestation beside the one that was computed anew: everything but the time must be the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gate.provenance.attestation import Statement, read
from gate.provenance.digests import is_digest
from gate.provenance.verification import differing
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.strict_json import Json, freeze, loads


def unfit(statement: Statement) -> Iterator[str]:
    """A line for each file that has no digest, since it is no regular file, and for each stack of an unknown name."""
    attested = statement.attested
    for name, digest in {**attested.inputs, **attested.subjects}.items():
        if not is_digest(digest):
            yield f"{name} is {digest}"
    places = (name.split("/") for name in attested.subjects)
    for stack in sorted({place[1] for place in places if place[0] == "stacks"} - {*KNOWN_STACKS}):
        yield f"{stack} is no stack that the gate knows"


def differences(given: str, found: Statement) -> Iterator[str]:
    """A line for each way in which the text of an attestation is another than what was found, whatever its time."""
    yield from differing(read(given).attested, found.attested)
    yield from _other("", loads(given), freeze(found.content()))


def _other(place: str, given: Json, found: Json) -> Iterator[str]:
    """The fields that differ; those of no name in SLSA by their own, without the verifier's."""
    if not isinstance(given, Mapping) or not isinstance(found, Mapping):
        if given != found:
            yield f"{place} is another"
        return
    for name in sorted({*given, *found} - {"timeVerified"}):
        inside = f"{place}.{name.rpartition('#')[2]}".lstrip(".")
        if name not in found:
            yield f"{inside} is nothing that the gate writes"
        elif name not in given:
            yield f"{inside} is missing"
        else:
            yield from _other(inside, given[name], found[name])

"""The parts of an attestation that are read back: files with their digests, texts by name, counts of findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gate.words import KINDS


class BrokenAttestation(ValueError):
    """It is no attestation of the gate's; the message says why, in one line."""


def descriptors(digests: Mapping[str, str]) -> list[dict[str, Any]]:
    """Files as in-toto writes them."""
    return [{"name": name, "digest": {"sha256": digest}} for name, digest in digests.items()]


def digests(descriptors: Any) -> Mapping[str, str]:
    """SHA-256 of each file by its name; raises BrokenAttestation, TypeError and LookupError, as those below."""
    found = texts({descriptor["name"]: descriptor["digest"]["sha256"] for descriptor in descriptors})
    if len(found) != len(descriptors):
        raise BrokenAttestation("names a file twice")
    return found


def text(value: Any) -> str:
    """A text, and nothing else."""
    if not isinstance(value, str):
        raise BrokenAttestation("holds something else where a text belongs")
    return value


def texts(values: Any) -> Mapping[str, str]:
    """Texts by their names, and nothing else."""
    return {text(name): text(value) for name, value in values.items()}


def counts(values: Any) -> Mapping[str, int]:
    """How many findings there are of each kind, of all of them."""
    if values.keys() != {*KINDS} or not all(type(count) is int and count >= 0 for count in values.values()):
        raise BrokenAttestation("contradicts itself in counts")
    return dict(values)

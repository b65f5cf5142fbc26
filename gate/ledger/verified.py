"""Verifying what a ledger holds: every signature, every link of the chain, and nothing beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from gate.ledger.chain import COPY, Chain, gaps, misfits
from gate.ledger.entry import Entry
from gate.ledger.reading import BrokenEntry, read
from gate.ledger.store import ENTRY_FILE, Held, file_name, number_of
from gate.provenance.envelope import BadSignature, opened, unchecked


def chained(held: Held, keys: Sequence[bytes]) -> Chain:
    """The chain in what is held, and all that is wrong with it; raises BadKey.

    Each entry must be signed by one of the public keys (PEM); without any, nobody's signature is checked.
    """
    files = {number_of(name): data for name, data in sorted(held.files.items())}
    digests = {number: hashlib.sha256(data).hexdigest() for number, data in files.items()}
    entries: dict[int, Entry] = {}
    faults = [f"{name}: {fault}" for name, fault in held.faults.items()]
    for number, data in files.items():
        try:
            entries[number] = read(_statement(data, keys))
        except (BadSignature, BrokenEntry) as error:
            faults.append(_fault(number, str(error)))
    there = {number_of(name) for name in held.faults if ENTRY_FILE.fullmatch(name)}
    faults += gaps(sorted({*files, *there}))
    for number, entry in entries.items():
        faults += [_fault(number, reason) for reason in misfits(number, entry, digests, entries)]
    return Chain(tuple(entries.values()), digests, tuple(faults))


def extended(chain: Chain, data: bytes, keys: Sequence[bytes]) -> Chain:
    """A chain that holds, with one file more behind it; raises BadKey."""
    number = chain.last + 1
    digests = {**chain.digests, number: hashlib.sha256(data).hexdigest()}
    try:
        entry = read(_statement(data, keys))
    except (BadSignature, BrokenEntry) as error:
        return Chain(chain.entries, digests, (_fault(number, str(error)),))
    reasons = misfits(number, entry, digests, {known.number: known for known in chain.entries})
    return Chain((*chain.entries, entry), digests, tuple(_fault(number, reason) for reason in reasons))


def _fault(number: int, reason: str) -> str:
    return f"{file_name(number)}: {reason}; {COPY}"


def _statement(data: bytes, keys: Sequence[bytes]) -> str:
    try:
        envelope = data.decode()
    except UnicodeDecodeError:
        raise BadSignature("is not UTF-8") from None
    if not keys:
        return _unchecked(envelope)
    for key in keys[:-1]:
        try:
            return opened(envelope, key)
        except BadSignature:
            continue
    return opened(envelope, keys[-1])


def _unchecked(envelope: str) -> str:
    statement = unchecked(envelope)
    if statement == envelope:
        raise BadSignature("is not signed")
    return statement

"""Verifying what a ledger holds: every signature, every link of the chain, and nothing beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from gate.ledger.chain import COPY, Chain, by_old_keys, gaps, misfits
from gate.ledger.entry import Entry
from gate.ledger.fields import BrokenEntry
from gate.ledger.opening import statement
from gate.ledger.reading import read
from gate.ledger.store import ENTRY_FILE, Held, file_name, number_of
from gate.provenance.envelope import BadSignature


def chained(held: Held, keys: Sequence[bytes]) -> Chain:
    """The chain in what is held, and all that is wrong with it; raises BadKey.

    Each entry must be signed by one of the public keys (PEM), of which the first is the newest; without any, nobody's
    signature is checked. An entry of a time still to come is no fault: only whoever knows the time can tell.
    """
    files = {number_of(name): data for name, data in sorted(held.files.items())}
    digests = {number: hashlib.sha256(data).hexdigest() for number, data in files.items()}
    entries: dict[int, Entry] = {}
    signers: dict[int, int] = {}
    faults = [f"{name}: {fault}" for name, fault in held.faults.items()]
    for number, data in files.items():
        try:
            entries[number] = _entry(number, data, keys, signers)
        except (BadSignature, BrokenEntry) as error:
            faults.append(_fault(number, str(error)))
    there = {number_of(name) for name in held.faults if ENTRY_FILE.fullmatch(name)}
    faults += gaps(sorted({*files, *there}))
    for number, entry in entries.items():
        faults += [_fault(number, reason) for reason in misfits(number, entry, digests, entries)]
    faults += [_fault(number, reason) for number, reason in by_old_keys(signers)]
    return Chain(tuple(entries.values()), digests, tuple(faults), signers)


def extended(chain: Chain, data: bytes, keys: Sequence[bytes]) -> Chain:
    """A chain that holds, with one file more behind it; raises BadKey."""
    number = chain.last + 1
    digests = {**chain.digests, number: hashlib.sha256(data).hexdigest()}
    signers = {**chain.signers}
    try:
        entry = _entry(number, data, keys, signers)
    except (BadSignature, BrokenEntry) as error:
        return Chain(chain.entries, digests, (_fault(number, str(error)),))
    reasons = [*misfits(number, entry, digests, {known.number: known for known in chain.entries})]
    reasons += [reason for _, reason in by_old_keys(signers)]
    return Chain((*chain.entries, entry), digests, tuple(_fault(number, reason) for reason in reasons), signers)


def _entry(number: int, data: bytes, keys: Sequence[bytes], signers: dict[int, int]) -> Entry:
    """The entry in a file; who has signed it is noted, whatever it says."""
    text, key = statement(data, keys)
    if key is not None:
        signers[number] = key
    return read(text)


def _fault(number: int, reason: str) -> str:
    return f"{file_name(number)}: {reason}; {COPY}"

"""Adding an entry: the chain before it must hold, and so must the chain with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from gate.ledger.chain import Chain
from gate.ledger.deploy import Deploy
from gate.ledger.entry import Entry, Event
from gate.ledger.store import Store, Taken, file_name
from gate.ledger.verified import chained, extended
from gate.moment import now
from gate.provenance.envelope import BadKey, signed

# As many others may write before us.
ATTEMPTS = 5


class NotAppended(ValueError):
    """Nothing was written; the message says why, in one line."""


@dataclass(frozen=True)
class Keys:
    """The private key that signs (PEM), and the public ones by one of which each entry is signed, the newest first."""

    private: bytes
    public: Sequence[bytes]


@dataclass(frozen=True)
class Appended:
    """The number of the entry, and the new head: the digest of its file."""

    number: int
    head: str


@dataclass(frozen=True)
class Step:
    """What is to be written: of a verification, `applied` is the number of the entry of the apply."""

    event: Event
    deploy: Deploy
    time: str
    applied: int | None = None

    def after(self, chain: Chain) -> Entry:
        """The entry that it is behind this chain."""
        number = chain.last + 1
        return Entry(number, chain.head, self.time, self.event, self.applied or number, self.deploy)


def append(store: Store, step: Step, keys: Keys, head: str = "") -> Appended:
    """Signs the step and writes it behind the chain that is there; raises NotAppended, NoLedger and BadKey.

    With a `head` that was kept, the chain must still hold it. Another who writes at the same time gets a number of
    their own, before this one or after it.
    """
    written = b""
    for _ in range(ATTEMPTS):
        chain = chain_that_holds(store, keys.public, head)
        if written and (found := _own(chain, written)):
            return found
        number = chain.last + 1
        written = signed(step.after(chain).text(), keys.private).encode()
        with_it = extended(chain, written, keys.public)
        _refuse([*with_it.faults, *with_it.later(now())], "the new entry would not hold")
        try:
            store.add(file_name(number), written)
            return Appended(number, with_it.head)
        except Taken:
            continue
    raise NotAppended(f"{store.place}: others write all the time; nothing was written; try again")


def chain_that_holds(store: Store, public: Sequence[bytes], head: str = "") -> Chain:
    """The chain that is there, for whoever must know before a deploy; raises NotAppended, NoLedger and BadKey."""
    if not public:
        raise BadKey("no public key is given, and so no entry could be believed")
    chain = chained(store.read(), public)
    _refuse([*chain.faults, *chain.later(now()), *(chain.without(head) if head else ())], "the ledger does not hold")
    return chain


def _own(chain: Chain, written: bytes) -> Appended | None:
    """What was written before, though the answer to it got lost."""
    digest = hashlib.sha256(written).hexdigest()
    numbers = [number for number, found in chain.digests.items() if found == digest]
    return Appended(numbers[0], digest) if numbers else None


def _refuse(faults: Sequence[str], what: str) -> None:
    if faults:
        more = f", and {len(faults) - 1} more" if faults[1:] else ""
        raise NotAppended(f"{what}: {faults[0]}{more}; nothing was written; see `gate history`")

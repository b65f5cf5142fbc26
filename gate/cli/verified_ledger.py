"""The ledger that a command is given, verified as far as the keys and the head that it is given allow."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from gate.cli.options import refuse
from gate.cli.verify_reports import refuse_differing
from gate.ledger.chain import Chain
from gate.ledger.deploy import Deploy
from gate.ledger.store import Held, NoLedger, store_at
from gate.moment import now
from gate.words import counted_noun, json_text

DIGEST = re.compile("(?:sha256:)?([0-9a-f]{64})")
UNANSWERED = "nothing was answered"


@dataclass(frozen=True)
class VerifiedLedger:
    """A chain that holds, where it lies, its files, the names of the keys, and what nobody can know from these."""

    place: str
    chain: Chain
    files: Mapping[str, bytes]
    keys: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def deployed(self) -> Deploy | None:
        """A deploy of it: all of them go to one account."""
        return self.chain.entries[-1].deploy if self.chain.entries else None

    def content(self) -> Mapping[str, Any]:
        """It as JSON."""
        about = {"ledger": self.place, "entries": self.chain.last, "head": f"sha256:{self.chain.head}"}
        about |= {"account": self.deployed.account, "local": self.deployed.is_local} if self.deployed else {}
        return {**about, "keys": [*self.keys], "faults": [], "notes": [*self.notes]}

    def __str__(self) -> str:
        entries = counted_noun(self.chain.last, "entry", "entries")
        where = f", {self.deployed.place}" if self.deployed else ""
        by = f", signed by {' or '.join(self.keys)}" if self.keys else ""
        return f"verified: {entries} of {self.place}{where}, head sha256:{self.chain.head}{by}"


def verified_ledger(
    place: str,
    keys: Mapping[Path, Sequence[bytes]],
    head: str | None,
    *,
    as_object: bool = False,
    undone: str = UNANSWERED,
) -> VerifiedLedger:
    """The ledger at a place. Ends the process where it cannot be read or its chain does not hold."""
    kept = kept_head(head, undone)
    held, chain = _chain(place, [key for found in keys.values() for key in found], undone)
    faults = [*chain.faults, *chain.later(now()), *(chain.without(kept) if kept else ())]
    _refuse_broken(place, faults, as_object=as_object)
    notes = (*_notes(chain, kept, keys), *held.notes)
    return VerifiedLedger(place, chain, held.files, tuple(key.name for key in keys), notes)


def kept_head(head: str | None, undone: str) -> str:
    """The digits of the head, empty where none was given. Ends the process where it is none."""
    if head is None:
        return ""
    match = DIGEST.fullmatch(head)
    if not match:
        refuse(f"--head: {head}: is no digest; give sha256: and 64 digits, as the deploy printed them; {undone}")
    return match[1]


def _chain(place: str, keys: Sequence[bytes], undone: str) -> tuple[Held, Chain]:
    # Imported here, since it takes long, and few commands check a signature.
    from gate.ledger.verified import chained  # noqa: PLC0415

    try:
        held = store_at(place).read()
        return held, chained(held, keys)
    except NoLedger as error:
        refuse(f"{error}; name the ledger with --ledger; {undone}")


def _refuse_broken(place: str, faults: Sequence[str], *, as_object: bool) -> None:
    """Ends the process where the chain does not hold, a line for each reason."""
    if as_object and faults:
        click.echo(json_text({"ledger": place, "faults": faults}))
        sys.exit(1)
    refuse_differing(faults)


def _notes(chain: Chain, head: str, keys: Mapping[Path, Sequence[bytes]]) -> Iterator[str]:
    """What nobody can know from what was given."""
    if not keys:
        yield "nobody's signature was checked; give the public key with --key"
    if not head:
        yield "nobody would notice that the newest entries were removed; give the head that was kept with --head"
    elif head != chain.head:
        kept = next(number for number, digest in chain.digests.items() if digest == head)
        yield f"the head that was kept is that of entry {kept}: nobody would notice the removal of a later one"

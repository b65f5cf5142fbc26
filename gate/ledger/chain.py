"""The chain of entries: each with the number of its file, the digest of the one before it, and no earlier time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from gate.ledger.entry import NOTHING, Entry, Event
from gate.ledger.store import file_name
from gate.moment import FORMAT, written

COPY = "compare the ledger with a copy of it"
# By so much the clocks of two machines may differ.
CLOCKS = timedelta(minutes=5)


@dataclass(frozen=True)
class Chain:
    """The entries in order, and the digest of each one's file by its number.

    `faults` has a line for each reason not to believe it. `signers` says by the number of an entry which of the keys
    has signed it, from 0, which is the newest.
    """

    entries: tuple[Entry, ...]
    digests: Mapping[int, str]
    faults: tuple[str, ...] = ()
    signers: Mapping[int, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the newest entry, 0 where there is none."""
        return max(self.digests, default=0)

    @property
    def head(self) -> str:
        """The digest that the next entry names, and that somebody keeps elsewhere."""
        return self.digests.get(self.last, NOTHING)

    def without(self, head: str) -> Iterator[str]:
        """A line if the head that was kept is no entry's."""
        if head not in self.digests.values():
            end = f"the chain ends with {file_name(self.last)}" if self.last else "there is no entry"
            yield (
                f"sha256:{head}: the head that was kept is no entry's, and {end}: newer entries were removed, "
                f"or the chain was written anew; {COPY}"
            )

    def later(self, now: str) -> Iterator[str]:
        """A line for each entry that is of a time still to come, behind which nothing could be written until then."""
        latest = written(datetime.strptime(now, FORMAT) + CLOCKS)
        for entry in self.entries:
            if entry.time > latest:
                yield f"{file_name(entry.number)}: is of {entry.time}, which is later than now, {now}; {COPY}"


def gaps(numbers: Sequence[int]) -> Iterator[str]:
    """A line for each entry, or several in a row, that are missing among these numbers."""
    for before, number in pairwise([0, *numbers]):
        missing = [file_name(each) for each in (before + 1, number - 1)][: number - before - 1]
        if missing:
            yield f"{' to '.join(missing)}: missing, and {file_name(number)} comes after; {COPY}"


def misfits(number: int, entry: Entry, digests: Mapping[int, str], entries: Mapping[int, Entry]) -> Iterator[str]:
    """Why it cannot be the entry of this number after those before it."""
    before, name = number - 1, file_name(number - 1)
    if entry.number != number:
        yield f"says that it is entry {entry.number}: files were exchanged or renamed"
    elif before in digests and entry.previous != digests[before]:
        yield f"follows another {name} than the one that is there: that one was altered, exchanged or written anew"
    if before in entries and entry.time < entries[before].time:
        yield f"is of {entry.time}, before {name}, which is of {entries[before].time}"
    first = entries[min(entries)] if entries else entry
    if entry.deploy.place != first.deploy.place:
        other = f"{file_name(first.number)} of {first.deploy.place}"
        yield f"is of {entry.deploy.place}, and {other}: a ledger is of one alone"
    applied = entries.get(entry.applied)
    if entry.event is Event.VERIFIED and applied and (applied.event, applied.deploy) != (Event.APPLIED, entry.deploy):
        yield f"verifies another deploy than {file_name(entry.applied)} says was applied"


def by_old_keys(signers: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Each entry, by number, that a key has signed after a newer one did, and a line that says so.

    A key is newer than another that it has followed, and the first one that was given is newer than all.
    """
    first: dict[int, int] = {}
    for number, key in signers.items():
        newest = next(reversed(first), key)
        if key != newest and (key in first or newest == 0):
            yield (
                number,
                f"is signed by a key that is old (--old-key), and {file_name(first[newest])} is by a newer one",
            )
        else:
            first.setdefault(key, number)

"""The chain of entries: each with the number of its file, the digest of the one before it, and no earlier time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gate.ledger.entry import NOTHING, Entry, Event
from gate.ledger.store import file_name

COPY = "compare the ledger with a copy of it"


@dataclass(frozen=True)
class Chain:
    """The entries in order, and the digest of each one's file by its number.

    `faults` has a line for each reason not to believe it.
    """

    entries: tuple[Entry, ...]
    digests: Mapping[int, str]
    faults: tuple[str, ...] = ()

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
    applied = entries.get(entry.applied)
    if entry.event is Event.VERIFIED and applied and (applied.event, applied.deploy) != (Event.APPLIED, entry.deploy):
        yield f"verifies another deploy than {file_name(entry.applied)} says was applied"

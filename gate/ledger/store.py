"""What holds the entries: one file each by its number, written once; a folder, or a bucket."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ENTRY_FILE = re.compile(r"(?!000000)[0-9]{6}\.dsse\.json")
BUCKET = "s3://"
FOREIGN = "is no entry of the ledger; move it away"
LARGE = "is no entry: it is larger than one can be"


class NoLedger(ValueError):
    """It cannot be read, or not be written; the message says what and why, in one line."""


class Taken(Exception):
    """An entry of that number is there already, or is just being written."""


@dataclass(frozen=True)
class Held:
    """The bytes of each entry by the name of its file.

    `faults` says of each other name why it is no entry, and `notes` what the place cannot promise.
    """

    files: Mapping[str, bytes]
    faults: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Store:
    """A place: how all of it is read, and how a file is added; both raise NoLedger.

    `add` writes the whole file or nothing, never in the place of another, and raises Taken where there is one.
    """

    place: str
    read: Callable[[], Held]
    add: Callable[[str, bytes], None]


def store_at(place: str) -> Store:
    """A folder by its path, or a bucket's part as `s3://BUCKET/PREFIX`; raises NoLedger."""
    if place.startswith(BUCKET):
        # Imported here, since nothing else of the ledger asks AWS.
        from gate.ledger.bucket import bucket_store  # noqa: PLC0415

        bucket, _, prefix = place.removeprefix(BUCKET).partition("/")
        return bucket_store(bucket, prefix.strip("/"))
    from gate.ledger.folder import folder_store  # noqa: PLC0415 - it imports this module

    return folder_store(Path(place))


def file_name(number: int) -> str:
    """Of the entry of a number: `000012.dsse.json`."""
    return f"{number:06d}.dsse.json"


def number_of(name: str) -> int:
    """The number that such a name says."""
    return int(name[:6])

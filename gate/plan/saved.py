"""A saved plan as the archive that it is: it keeps the very bytes that were planned, and the lock of the provider."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gate.plan.broken import BrokenPlan
from policies.core.deployed_folder import LOCK

MODULE = "tfconfig/m-/"
MODULES = "tfconfig/modules.json"
# The plan itself, and the state from which it was made. What they hold is for Terraform to show.
TERRAFORMS = frozenset({"tfplan", "tfstate", "tfstate-prev"})
# What the standard library raises at an archive that is none.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError),
    *(ValueError, LookupError, struct.error),
)
# How an archive without a comment ends; the rest of it are numbers.
END = b"PK\x05\x06" + bytes(18)
UNICODE_PATH = 0x7075
# More than ten times what the larger stack takes.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class SavedPlan:
    """What was planned, by name: each file of the configuration, and the lock."""

    configuration: Mapping[str, bytes]
    lock: bytes

    @classmethod
    def read(cls, data: bytes) -> SavedPlan:
        """The plan in these bytes; raises BrokenPlan."""
        files = _files(data)
        if _modules(files.get(MODULES, b"")) != [""]:
            raise BrokenPlan("plans other modules than the one folder")
        for name in files:
            if name not in TERRAFORMS and name not in (MODULES, LOCK) and not name.startswith(MODULE):
                raise BrokenPlan(f"holds {name!r}, which no plan of one folder does")
        configuration = {name.removeprefix(MODULE): file for name, file in files.items() if name.startswith(MODULE)}
        return cls(configuration, files.get(LOCK, b""))

    def unlike(self, judged: Mapping[str, bytes], lock: bytes) -> Iterator[str]:
        """A line for each file that was planned and is not, byte for byte, the one that was judged."""
        for name in sorted({*judged, *self.configuration}):
            if name not in judged:
                yield f"{name}: was planned, and was not judged"
            elif name not in self.configuration:
                yield f"{name}: was judged, and was not planned"
            elif judged[name] != self.configuration[name]:
                yield f"{name}: the bytes that were planned are not the judged ones"
        if self.lock != lock:
            yield f"{LOCK}: the plan was made by other providers than those of the judged lock"


def _files(data: bytes) -> Mapping[str, bytes]:
    # Whatever stands behind the end, another reader may take for the archive.
    if data[-len(END) :][:4] != END[:4]:
        raise BrokenPlan("is no saved plan: it does not end as an archive does")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise BrokenPlan(f"holds more than {MOST_BYTES:,} bytes")
            if len({entry.filename for entry in entries}) < len(entries) or any(map(_has_two_names, entries)):
                raise BrokenPlan("holds two files of one name, or one of two")
            return {entry.filename: archive.read(entry) for entry in entries}
    except BrokenPlan:
        raise
    except UNREADABLE as error:
        raise BrokenPlan(f"is no saved plan: {' '.join(str(error).split())}") from None


def _has_two_names(entry: zipfile.ZipInfo) -> bool:
    """Whether it has a second name, by which some readers go."""
    fields, place = entry.extra, 0
    while place + 4 <= len(fields):
        kind, size = struct.unpack_from("<HH", fields, place)
        if kind == UNICODE_PATH:
            return True
        place += 4 + size
    return entry.orig_filename != entry.filename


def _modules(text: bytes) -> list[str]:
    """The names of the modules; the root's is empty."""
    try:
        return [module["Key"] for module in json.loads(text)]
    except (ValueError, TypeError, LookupError, RecursionError):
        raise BrokenPlan(f"{MODULES} is no list of modules") from None

"""The ZIP archive that Terraform writes, read so strictly that no other reader finds other files in it.

Go and Python look for the directory of an archive in two ways. So one of any other layout is refused: its files stand
one behind the other from the first byte on, then the directory, then 22 bytes that end it.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import Struct

from gate.inflated import inflated
from gate.plan.broken import BrokenPlan

LOCAL, CENTRAL, DESCRIPTOR, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08", b"PK\x05\x06"
OF_LOCAL, OF_CENTRAL = Struct("<4s5H3I2H"), Struct("<4s6H3I5H2I")
OF_DESCRIPTOR, OF_END = Struct("<4s3I"), Struct("<4s4H2IH")
# What says that the number stands elsewhere, in records of which Go and Python find different ones.
ELSEWHERE = (0xFFFF, 0xFFFFFFFF)
# That the sizes of a file stand behind it; how it is compressed, if it is.
LATE = DEFLATED = 8
# When a file was changed, the one further field that Terraform writes; nine bytes.
CHANGED = struct.pack("<HHB", 0x5455, 5, 1)
OF_CHANGED = (0, len(CHANGED) + 4)
# More than ten times what the larger stack takes.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """A file, as the directory of the archive describes it."""

    name: str
    needed: int
    flags: int
    method: int
    changed: tuple[int, int]
    sizes: tuple[int, int, int]
    extra: bytes
    place: int


def files(data: bytes) -> Mapping[str, bytes]:
    """The files of the archive by name; raises BrokenPlan."""
    try:
        start, entries = _directory(data)
    except (struct.error, UnicodeDecodeError):
        raise BrokenPlan("is no saved plan: its directory is no archive's") from None
    if sum(entry.sizes[2] for entry in entries) > MOST_BYTES:
        raise BrokenPlan(f"holds more than {MOST_BYTES:,} bytes")
    if len({posixpath.normpath(entry.name.casefold()) for entry in entries}) < len(entries):
        raise BrokenPlan("holds two files of one name")
    found, place = {}, 0
    for entry in entries:
        if entry.place != place:
            raise BrokenPlan(f"is no saved plan: something stands before {entry.name!r}")
        found[entry.name], place = _content(data[:start], entry)
    if place != start:
        raise BrokenPlan("is no saved plan: something stands before its directory")
    return found


def _directory(data: bytes) -> tuple[int, list[Entry]]:
    """Where it begins, and what is in it."""
    end = len(data) - OF_END.size
    sign, disk, first, here, count, size, start, comment = OF_END.unpack(data[max(end, 0) :])
    if sign != END or disk or first or here != count or comment or {count, size, start} & {*ELSEWHERE}:
        raise BrokenPlan("is no saved plan: it does not end as an archive of Terraform's does")
    if start + size != end:
        raise BrokenPlan("is no saved plan: something stands between its directory and its end")
    entries = list(_entries(data[start:end], start))
    if len(entries) != count:
        raise BrokenPlan("is no saved plan: its directory has another number of files than its end says")
    return start, entries


def _entries(directory: bytes, start: int) -> Iterator[Entry]:
    place = 0
    while place < len(directory):
        fields = OF_CENTRAL.unpack_from(directory, place)
        (sign, _, needed, flags, method, *changed), sizes, rest = fields[:7], fields[7:10], fields[10:]
        length, further, comment, disk, _, _, at = rest
        named = place + OF_CENTRAL.size
        name, extra = directory[named : named + length].decode("ascii"), directory[named + length :][:further]
        place = named + length + further
        as_written = flags in (0, LATE) and method in (0, DEFLATED) and len(extra) in OF_CHANGED
        if sign != CENTRAL or comment or disk or not name.isprintable() or not as_written or place > len(directory):
            raise BrokenPlan("is no saved plan: a file is described as Terraform describes none")
        if not CHANGED.startswith(extra[: len(CHANGED)]) or {*sizes[1:], at} & {*ELSEWHERE[1:]}:
            raise BrokenPlan("is no saved plan: a file has a second name or size")
        yield Entry(name, needed, flags, method, (changed[0], changed[1]), sizes, extra, at)


def _content(data: bytes, entry: Entry) -> tuple[bytes, int]:
    """The file, and where what follows it stands."""
    late, (_, packed, _) = bool(entry.flags & LATE), entry.sizes
    told = (entry.needed, entry.flags, entry.method, *entry.changed, *((0, 0, 0) if late else entry.sizes))
    head = OF_LOCAL.pack(LOCAL, *told, len(entry.name), len(entry.extra)) + entry.name.encode() + entry.extra
    tail = OF_DESCRIPTOR.pack(DESCRIPTOR, *entry.sizes) if late else b""
    begin = entry.place + len(head)
    end = begin + packed
    if data[entry.place : begin] != head or data[end : end + len(tail)] != tail:
        raise BrokenPlan(f"is no saved plan: {entry.name!r} is another before it than in the directory")
    content = _unpacked(data[begin:end], entry)
    if content is None:
        raise BrokenPlan(f"is no saved plan: {entry.name!r} is not what its directory says")
    return content, end + len(tail)


def _unpacked(packed: bytes, entry: Entry) -> bytes | None:
    checksum, _, size = entry.sizes
    if entry.method == DEFLATED:
        return inflated(packed, size, checksum)
    return packed if len(packed) == size and zlib.crc32(packed) == checksum else None

"""A second look into a ZIP archive, by the headers in front of its members, which readers of its end pass over."""

from __future__ import annotations

import struct
from zlib import crc32

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL_SIZE, END_SIZE = 30, 22


class NotPlain(ValueError):
    """It is no archive of stored members and nothing else."""


def members(data: bytes) -> list[tuple[str, bytes]]:
    """The name and the bytes of each member, in the order of the file; raises NotPlain."""
    found, place = [], 0
    while data[place : place + 4] == LOCAL:
        fields = struct.unpack("<4s5H3I2H", data[place : place + LOCAL_SIZE].ljust(LOCAL_SIZE, b"\0"))
        method, checksum, packed, size, length, extra = (fields[3], *fields[6:])
        start = place + LOCAL_SIZE + length + extra
        content = data[start : start + size]
        if method or extra or packed != size or len(content) != size or crc32(content) != checksum:
            raise NotPlain("a member is not stored as its header says")
        found.append((data[place + LOCAL_SIZE : start].decode(), content))
        place = start + size
    if data[place : place + 4] not in (CENTRAL, END) or data[-END_SIZE : -END_SIZE + 4] != END:
        raise NotPlain("something stands between the members and the end")
    return found

"""A file of a ZIP archive, unpacked so strictly that no byte of it can be anything else."""

from __future__ import annotations

import zlib


def inflated(packed: bytes, size: int, checksum: int) -> bytes | None:
    """What these bytes unpack to, all of them and no more; None where that is not of this size and CRC-32."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacking.decompress(packed, size + 1)
    except zlib.error:
        return None
    is_whole = unpacking.eof and not unpacking.unused_data and len(content) == size
    return content if is_whole and zlib.crc32(content) == checksum else None

"""The ZIP archive of evidence: written in one form, and read in no other."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from gate.inflated import inflated

READABLE = 0o100644 << 16
# More than a run with 60,000 resources writes, and less than a machine has.
MOST = 2**30
AGAIN = "ask for the archive again"
DAMAGED = (BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, ValueError, LookupError)


class NotEvidence(ValueError):
    """It is no archive that can be read; the message says why, in one line."""


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP archive, by name, without a time."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            packed.writestr(_member(name), files[name], compresslevel=9)
    return content.getvalue()


def unpacked(content: bytes) -> Mapping[str, bytes]:
    """The bytes of each file by its name; raises NotEvidence where `archive` would have written anything else.

    Only how a file is compressed may differ, since each version of zlib does that in its own way.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            members = packed.infolist()
        _refuse_more({*(member.filename for member in members)}, members)
        return _files(content, members)
    except NotEvidence:
        raise
    except DAMAGED as error:
        raise NotEvidence(f"is no archive that can be read: {' '.join(str(error).split())}") from None


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 3, READABLE
    return member


def _refuse_more(names: set[str], members: Sequence[ZipInfo]) -> None:
    if len(names) < len(members) or sum(member.file_size for member in members) > MOST:
        raise NotEvidence("holds a file twice, or more than evidence has")


def _files(content: bytes, members: Sequence[ZipInfo]) -> Mapping[str, bytes]:
    """What the members hold, if nothing else stands before, between or behind them."""
    found: dict[str, tuple[ZipInfo, bytes]] = {}
    anew = BytesIO()
    with ZipFile(anew, "w") as packed:
        for given in sorted(members, key=lambda member: member.filename):
            member = _member(given.filename)
            member.CRC, member.compress_size, member.file_size = given.CRC, given.compress_size, given.file_size
            member.header_offset = anew.tell()
            anew.write(member.FileHeader())
            compressed = content[anew.tell() : anew.tell() + member.compress_size]
            anew.write(compressed)
            packed.filelist.append(member)
            found[given.filename] = member, compressed
        # Setting a comment has the directory written, at `start_dir`.
        packed.start_dir, packed.comment = anew.tell(), b""
    _refuse_other(content, anew.getvalue())
    return {name: _unpacked(*held) for name, held in found.items()}


def _refuse_other(content: bytes, expected: bytes) -> None:
    if content != expected:
        at = next((at for at, pair in enumerate(zip(content, expected, strict=False)) if pair[0] != pair[1]), -1)
        where = f"byte {at:,} is" if at >= 0 else "its last bytes are"
        raise NotEvidence(f"is not packed as `gate export` packs it: {where} no part of its files; {AGAIN}")


def _unpacked(member: ZipInfo, compressed: bytes) -> bytes:
    data = inflated(compressed, member.file_size, member.CRC)
    if data is None:
        raise NotEvidence(f"{member.filename}: holds other bytes than it says; {AGAIN}")
    return data

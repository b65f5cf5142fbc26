"""The members of a function's bundle, read so that nobody can read them otherwise.

A zip file says twice what it holds, in front of each member and at its end, and readers differ on which they believe,
on bytes between the members and on two members of one name. So the members have one way to be packed: stored, sorted by
name, of one date and mode, and nothing beside them. What is packed otherwise is refused.
"""

from __future__ import annotations

import re
import tokenize
import zipfile
from collections.abc import Mapping
from io import BytesIO

NAME = re.compile(r"[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)*\.(?:py|json)")
DATE = (1980, 1, 1, 0, 0, 0)
# A regular file that its owner may write and everybody may read, made by a Unix.
ATTRIBUTES, UNIX = 0o100644 << 16, 3


class NotPlain(ValueError):
    """It is no bundle of one meaning; the message says why, in one line."""


def members(data: bytes) -> Mapping[str, bytes]:
    """The bytes of each member by its name, in order; raises NotPlain."""
    try:
        found = _read(data)
    except NotPlain:
        raise
    except Exception as error:  # whatever the reader of zip files raises, it has not read this one
        raise NotPlain(f"is no zip file that can be read: {type(error).__name__}: {error}") from None
    if _packed(found) != data:
        raise NotPlain("holds something beside its members, or in another order or form than stacks/bundle.py packs")
    return found


def text(name: str, data: bytes) -> str:
    """The source of a Python module, which Python itself must read as UTF-8 too; raises NotPlain."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        source = data.decode()
    except (SyntaxError, UnicodeDecodeError):
        raise NotPlain(f"{name} is not text in UTF-8") from None
    if encoding != "utf-8":
        raise NotPlain(f"{name} says that it is written in {encoding}")
    return source


def _read(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        for entry in entries:
            _refuse_odd(entry)
        if len({entry.filename.casefold() for entry in entries}) != len(entries):
            raise NotPlain("holds two members of one name")
        return {entry.filename: archive.read(entry) for entry in entries}


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    if not NAME.fullmatch(entry.orig_filename):
        raise NotPlain(f"holds {entry.orig_filename!r}, which is the name of no .py or .json file of a package")
    if entry.external_attr != ATTRIBUTES or entry.create_system != UNIX:
        raise NotPlain(f"holds {entry.filename} as something else than a regular file of mode 0644")
    # So that nothing is unpacked that is larger than the bundle.
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
        raise NotPlain(f"holds {entry.filename} compressed; members are stored")


def _packed(content: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system, entry.external_attr = UNIX, ATTRIBUTES
            archive.writestr(entry, data, compress_type=zipfile.ZIP_STORED)
    return buffer.getvalue()

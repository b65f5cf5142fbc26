"""SHA-256 digests of files and folders; no link is followed, and no pipe waited for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from gate.regular_file import NotRegular, read

DIGEST_LENGTH = 64  # in hexadecimal
# Where there is no digest: each of these equals none.
UNREADABLE = "unreadable"
LINK = "a link"
FOLDER = "an empty folder"
SPECIAL = "a pipe, a socket or a device"


def digests(folder: Path) -> Mapping[str, str]:
    """The digest of each file of a folder by its relative path, in order; of a file, its own by its name.

    What is no regular file has a word instead, see `content`; so has an empty folder.
    """
    if folder.is_symlink() or not folder.is_dir():
        return {folder.name: content(folder)} if os.path.lexists(folder) else {}
    return {path.relative_to(folder).as_posix(): content(path) for path in sorted(_files(folder))}


def digest(data: bytes) -> str:
    """The digest of bytes as reports show it, `sha256:...`."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def content(path: str | Path) -> str:
    """The digest of a regular file; else what it is, or that it cannot be read."""
    try:
        return hashlib.sha256(read(path)).hexdigest()
    except NotRegular:
        return LINK if os.path.islink(path) else FOLDER if os.path.isdir(path) else SPECIAL
    except OSError:
        return UNREADABLE


def is_digest(text: str) -> bool:
    """Whether this is a digest, and no word for what has none."""
    return len(text) == DIGEST_LENGTH


def listed(digests: Mapping[str, str]) -> str:
    """One digest of several files: that of the lines which `sha256sum` prints of them, by path."""
    lines = "".join(_line(name, digests[name]) for name in sorted(digests))
    return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()


def tree(folder: Path) -> str:
    """One digest of a whole folder: of the relative path and the bytes of every file in it."""
    return listed(digests(folder))


def _line(name: str, digest: str) -> str:
    escaped = name.replace("\\", r"\\").replace("\n", r"\n").replace("\r", r"\r")
    return ("" if escaped == name else "\\") + f"{digest}  {escaped}\n"


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        if not names and not folders and Path(place) != folder:
            yield Path(place)
        folders[:] = [name for name in folders if name not in links]
        yield from (Path(place, name) for name in (*names, *links))

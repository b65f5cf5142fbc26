"""SHA-256 digests of files and folders; what Python compiled is left out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

COMPILED = "__pycache__"
UNREADABLE = "unreadable"


def digests(folder: Path) -> Mapping[str, str]:
    """The digest of each file of a folder by its relative path, in order; of a file, its own by its name."""
    if folder.is_file():
        return {folder.name: content(folder)}
    return {path.relative_to(folder).as_posix(): content(path) for path in sorted(_files(folder))}


def digest(data: bytes) -> str:
    """The digest of bytes as reports show it, `sha256:...`."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def content(path: Path) -> str:
    """The digest of a file; `unreadable`, which equals no digest, where it cannot be read (a link to nowhere)."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return UNREADABLE


def tree(folder: Path) -> str:
    """One digest of a whole folder: of the relative path and the bytes of every file in it."""
    lines = "".join(f"{name}\0{digest}\n" for name, digest in digests(folder).items())
    return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name != COMPILED]
        yield from (Path(place, name) for name in names)

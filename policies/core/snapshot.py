"""A folder as it is at one moment: every entry read once, without following a link or waiting for a pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FILE, LINK, FOLDER, OTHER = "file", "link", "folder", "other"
# A synthesized folder has a dozen entries, and 200 KB.
LARGEST = 64 * 2**20  # bytes, of all files together
MOST = 2_000  # entries
DEEPEST = 20  # folders, one in the other
# Opening a pipe does not wait for its other end, and no link is followed that took the place of a file meanwhile.
READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Entry(NamedTuple):
    """What lies at a path of the folder; `data` is there for a regular file that could be read, else `problem`."""

    path: str
    kind: str
    data: bytes | None = None
    problem: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes in hexadecimal; empty where there are none."""
        return "" if self.data is None else sha256(self.data).hexdigest()


class TooMuch(ValueError):
    """The folder holds more than any synthesis writes; the message says what, in one line."""


def snapshot(folder: Path) -> tuple[Entry, ...]:
    """Everything below a folder, by path; raises OSError where it is no readable folder, and TooMuch."""
    top = os.open(folder, READING | os.O_DIRECTORY)
    entries: list[Entry] = []
    size = 0
    try:
        for entry in _below(top, ""):
            size += len(entry.data or b"")
            entries.append(entry)
            if len(entries) > MOST or size > LARGEST:
                raise TooMuch(f"holds more than {MOST:,} entries or {LARGEST // 2**20} MiB")
    finally:
        os.close(top)
    return tuple(entries)


def read(name: str, parent: int) -> bytes:
    """The bytes of a regular file in an open folder; raises OSError, also for what is no regular file, and TooMuch."""
    handle = os.open(name, READING, dir_fd=parent)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "is no regular file", name)
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooMuch(f"{name} is larger than {LARGEST // 2**20} MiB")
    return data


def _below(parent: int, prefix: str) -> Iterator[Entry]:
    for name in sorted(os.listdir(parent)):
        path = f"{prefix}{name}"
        try:
            yield from _entry(parent, name, path)
        except OSError as error:
            # Gone or exchanged between two looks: somebody writes into the folder.
            yield Entry(_shown(path), OTHER, problem=f"cannot be read: {(error.strerror or 'changed').lower()}")


def _entry(parent: int, name: str, path: str) -> Iterator[Entry]:
    mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
    if stat.S_ISREG(mode):
        yield Entry(_shown(path), FILE, read(name, parent))
    elif stat.S_ISDIR(mode):
        yield Entry(_shown(path), FOLDER)
        if path.count("/") >= DEEPEST:
            raise TooMuch(f"holds more than {DEEPEST} folders, one in the other: {_shown(path)}")
        inner = os.open(name, READING | os.O_DIRECTORY, dir_fd=parent)
        try:
            yield from _below(inner, f"{path}/")
        finally:
            os.close(inner)
    else:
        yield Entry(_shown(path), LINK if stat.S_ISLNK(mode) else OTHER)


def _shown(path: str) -> str:
    """A name that is no text, as text."""
    return os.fsencode(path).decode(errors="backslashreplace")

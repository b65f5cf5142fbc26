"""Reading regular files alone: a pipe is never waited for, and a device never opened."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotRegular(OSError):
    """It is a link, a pipe, a device or a folder; `strerror` says that it is no regular file."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(errno.EINVAL, "is no regular file", str(path))


def read(path: str | Path, *, follow: bool = False) -> bytes:
    """The bytes of a regular file; a link is followed only where that is asked for. Raises OSError."""
    before = os.stat(path, follow_symlinks=follow)
    if not stat.S_ISREG(before.st_mode):
        raise NotRegular(path)
    # Whatever takes its place meanwhile is neither followed nor waited for.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW))
    with open(handle, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotRegular(path)
        return file.readall()


def text(path: Path) -> str:
    """The text of a file that somebody named, through whichever link; raises OSError and UnicodeDecodeError."""
    return read(path, follow=True).decode()

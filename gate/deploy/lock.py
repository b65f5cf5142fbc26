"""One deploy at a time in a folder: another would plan over what this one is about to apply."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gate.deploy.refused import CannotDeploy

NAME = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """For as long as the context lasts, or this process; raises CannotDeploy where another is at work."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, folder / NAME)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotDeploy(f"{path}: another command is at work there; wait until it has ended") from None

"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Replaces the file by the text; a reader sees the old file or the new one, never a part."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """The same by bytes."""
    written = _beside(path, data)
    try:
        written.chmod(0o644)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def create_bytes(path: Path, data: bytes, mode: int = 0o444) -> None:
    """Makes a new file that nobody is to change, of two writers for one alone; raises FileExistsError."""
    written = _beside(path, data)
    try:
        written.chmod(mode)
        _store(written)
        os.link(written, path)
    finally:
        written.unlink(missing_ok=True)


def _beside(path: Path, data: bytes) -> Path:
    """A new file in the same folder."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _store(path: Path) -> None:
    """Waits until the disk has it, so that no half of it gets the name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())

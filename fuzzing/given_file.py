"""Bytes as a file, for readers that take a path: one file in a folder that goes with the process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


def given(data: bytes, name: str) -> Path:
    """The path of a file of this name, perhaps in a folder, with these bytes, until the next of that name."""
    path = Path(_folder().name) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="fuzzing.")

"""The environment in which a job of CI starts: no bytecode is there, and nothing that jsii has unpacked."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# Where this environment keeps what was compiled, see gate/bytecode.txt.
BYTECODE = Path(sys.prefix) / "bytecode"
UNPACKED = "JSII_RUNTIME_PACKAGE_CACHE_ROOT"


@contextmanager
def jobs() -> Iterator[Callable[[], Mapping[str, str]]]:
    """Each call of what this gives is the start of a job; the bytecode that was there comes back at the end."""
    # Beside it, since a folder is put aside in no time only within one file system.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BYTECODE.parent) as scratch:
        kept = _aside(scratch)
        try:
            yield lambda: _start(scratch)
        finally:
            _aside(scratch)
            for folder in kept:
                folder.rename(BYTECODE)


def _start(scratch: str) -> Mapping[str, str]:
    _aside(scratch)
    return {"CI": "true", UNPACKED: tempfile.mkdtemp(dir=scratch)}


def _aside(scratch: str) -> list[Path]:
    """Where the bytecode is now, if there was any."""
    return [BYTECODE.rename(Path(tempfile.mkdtemp(dir=scratch)) / BYTECODE.name)] if BYTECODE.exists() else []

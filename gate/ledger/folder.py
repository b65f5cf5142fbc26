"""A ledger in a folder: a file is linked to its name when it is whole, which the file system does once."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

from gate.atomic import create_bytes
from gate.ledger.reading import LARGEST_FILE
from gate.ledger.store import ENTRY_FILE, FOREIGN, LARGE, Held, NoLedger, Store, Taken
from gate.regular_file import NotRegular, read

# What is being written, or was when its writer was stopped.
UNFINISHED = re.compile(rf"\.{ENTRY_FILE.pattern}\.[^.]+")


def folder_store(folder: Path) -> Store:
    """The ledger in a folder, which must be there: a name that is misspelled begins no other chain."""
    return Store(str(folder), partial(_read, folder), partial(_add, folder))


def _read(folder: Path) -> Held:
    files: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    try:
        for name in sorted(os.listdir(folder)):
            if UNFINISHED.fullmatch(name):
                continue
            if not ENTRY_FILE.fullmatch(name):
                faults[name] = FOREIGN
            elif os.stat(folder / name, follow_symlinks=False).st_size > LARGEST_FILE:
                faults[name] = LARGE
            else:
                files |= _file(folder / name, faults)
    except OSError as error:
        raise NoLedger(f"{error.filename or folder}: {error.strerror}") from None
    return Held(files, faults)


def _file(path: Path, faults: dict[str, str]) -> dict[str, bytes]:
    try:
        return {path.name: read(path)}
    except NotRegular as error:
        faults[path.name] = f"{error.strerror}; move it away"
        return {}


def _add(folder: Path, name: str, data: bytes) -> None:
    try:
        create_bytes(folder / name, data)
    except FileExistsError:
        raise Taken from None
    except OSError as error:
        raise NoLedger(f"{folder / name}: {error.strerror}") from None

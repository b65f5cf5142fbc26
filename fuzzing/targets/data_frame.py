"""A data frame from a pickle (training/frames.py): a pickle is a program, of which only what frames need is run."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from functools import cache

from fuzzing.given_file import given
from fuzzing.oracle import Defect, refused, require
from training import transactions

# What Python tells its auditors of that no frame needs.
EVENTS = (
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "subprocess.Popen",
    "socket.",
    "exec",
    "compile",
    "shutil.",
    "ctypes.",
)
READING: list[bool] = []
SEEN: list[str] = []


def run(data: bytes) -> None:
    """Reads the file, and watches what Python does meanwhile."""
    path = given(data, "frame.pkl")
    _watched()
    SEEN.clear()
    READING.append(True)
    try:
        transactions.payments([path], lambda _doing: None)
    except ValueError as error:
        refused(error)
    finally:
        READING.clear()
    # Whatever the auditor raises, the reader takes for one more broken file.
    require(not SEEN, f"runs what a pickle asks for: {', '.join(SEEN)}")


@cache
def _watched() -> None:
    """Once a process, since nobody may take an auditor away."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if READING and event.startswith(EVENTS) and not _is_import(arguments):
        SEEN.append(event)
        raise Defect(f"runs what a pickle asks for: {event}")


def _is_import(arguments: tuple[object, ...]) -> bool:
    """What an import compiles and runs is a file of an installed package."""
    return any("<frozen" in repr(each) or ".py" in repr(each) for each in arguments)


def seeds() -> Iterator[bytes]:
    """Values, and classes that are let in and that are not; none of it is ever run."""
    yield pickle.dumps({"a": [1, 2.5, "x", b"y", None, True], "b": (slice(1, 2), bytearray(b"z"))}, protocol=4)
    yield b"cbuiltins\nslice\n(I1\nI2\nNtR."
    yield b"cposix\nsystem\n(S'true'\ntR."
    yield b"\x80\x04\x8c\x06pandas\x8c\x09DataFrame\x93)\x81."

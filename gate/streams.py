"""Standard output and standard error of the process, whoever reads them: what nobody reads changes no verdict."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

CLOSED = "gate: standard output is closed, so nobody reads what is found; the exit status tells the verdict"


class Unread(io.FileIO):
    """A stream of this process whose reader may go away, as `head` does: what follows is thrown away."""

    def write(self, data: object) -> int:
        """Writes the bytes; without a reader, to nowhere."""
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(data)  # type: ignore[arg-type]


def prepare() -> None:
    """Opens the standard streams that the caller has closed, and lets none of them end a run."""
    closed = [number for number in range(3) if not _is_open(number)]
    for number in closed:
        # The lowest number that is free: otherwise the next file that is opened would be taken for the stream.
        assert os.open(os.devnull, os.O_RDWR) == number  # noqa: S101 - they are opened in their order
        os.set_inheritable(number, True)
    sys.stdout, sys.stderr = _of(1, sys.stdout), _of(2, sys.stderr)
    # Python keeps the streams that it began with, or None: Checkov asks that one what it is.
    for number, name, stream in ((1, "__stdout__", sys.stdout), (2, "__stderr__", sys.stderr)):
        if number in closed:
            setattr(sys, name, stream)
    if 1 in closed:
        print(CLOSED, file=sys.stderr)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _of(number: int, stream: TextIO | None) -> TextIO:
    """The stream under this number, with the encoding that Python gave it, if it gave one."""
    raw = Unread(number, "w", closefd=False)
    encoding, errors = (stream.encoding, stream.errors) if stream else ("utf-8", "backslashreplace")
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=raw.isatty() or number == 2)
